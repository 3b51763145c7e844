using System.Globalization;
using System.IO.Compression;
using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.XGBoost;

namespace Finntelligence.Trees.Tests.Fixtures;

/// <summary>A model with the rows XGBoost scored it on: feature values, then named columns of what XGBoost answered.</summary>
internal sealed record XGBoostFixture(ImportedModel Model, IReadOnlyList<float[]> Rows, IReadOnlyDictionary<string, float[]> Expected)
{
    /// <summary>One of the committed models on random numbers: "small" or "deep".</summary>
    public static XGBoostFixture Synthetic(string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Fixtures", "xgboost-synthetic");
        return Load(folder, File.Exists(Path.Combine(folder, name + ".json")) ? name + ".json" : name + ".json.gz", name);
    }

    /// <summary>A model file of a folder with the expected answers of a name.</summary>
    public static XGBoostFixture Load(string folder, string modelFile, string expectedName, RoundSelection? rounds = null)
    {
        var model = ReadModel(Path.Combine(folder, modelFile), rounds);
        var lines = File.ReadAllLines(Path.Combine(folder, expectedName + ".expected.csv"));
        var header = lines[0].Split(',');
        var first = header[0] == "kind" ? 1 : 0;
        var count = model.Ensemble.Features.Length;
        var cells = lines.Skip(1).Select(line => line.Split(',')).ToList();
        return new XGBoostFixture(
            model,
            [.. cells.Select(row => row.AsSpan(first, count).ToArray().Select(Parse).ToArray())],
            Enumerable.Range(first + count, header.Length - first - count)
                .ToDictionary(column => header[column], column => cells.Select(row => Parse(row[column])).ToArray()));
    }

    public static ImportedModel ReadModel(string path, RoundSelection? rounds = null)
    {
        using Stream file = File.OpenRead(path);
        using var stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        return XGBoostReader.Read(stream, new XGBoostReadOptions { Rounds = rounds ?? RoundSelection.All });
    }

    private static float Parse(string cell) =>
        cell.Length == 0 ? float.NaN : float.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture);
}

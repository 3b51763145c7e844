using System.Globalization;
using System.IO.Compression;
using Finntelligence.Trees.Formats.MlNet;
using Finntelligence.Trees.Formats.MlNet.Reading;
using Finntelligence.Trees.Tests.Fixtures;

namespace Finntelligence.Trees.Tests.Formats.MlNet;

/// <summary>Models that ML.NET saved and what it answered on rows.</summary>
internal static class MlNetFixture
{
    public static string Synthetic { get; } = Path.Combine(AppContext.BaseDirectory, "Fixtures", "mlnet-synthetic");

    public static string Tiny { get; } = Path.Combine(AppContext.BaseDirectory, "Fixtures", "mlnet-tiny", "tiny-1-tree-2-leaves.zip");

    /// <summary>The reference model on real rows.</summary>
    public static string Real => RealModels.Folder("mlnet")!;

    public static MlNetModel Read(string path)
    {
        using var file = File.OpenRead(path);
        return MlNetModelReader.Read(file);
    }

    /// <summary>The members of a zip, decompressed.</summary>
    public static Dictionary<string, byte[]> Members(string path) => Members(File.ReadAllBytes(path));

    /// <summary>The members of a zip, decompressed.</summary>
    public static Dictionary<string, byte[]> Members(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var stream = entry.Open();
            using var content = new MemoryStream();
            stream.CopyTo(content);
            return content.ToArray();
        });
    }

    /// <summary>Rows by column name, matched to the model's features as a caller of ML.NET would.</summary>
    public static IEnumerable<(float[] Row, float Score, float Probability)> Expected(string csv, MlNetModel model)
    {
        var lines = File.ReadAllLines(csv);
        var header = lines[0].Split(',').Select((name, index) => (name, index)).ToDictionary(c => c.name.ToLowerInvariant(), c => c.index);
        foreach (var line in lines.Skip(1))
        {
            var cells = line.Split(',');
            yield return ([.. model.Ensemble.Features.Select(f => Cell(f.Name))], Cell("score"), Cell("probability"));

            float Cell(string column) => float.Parse(cells[header[column]], NumberStyles.Float, CultureInfo.InvariantCulture);
        }
    }
}

using System.Globalization;

namespace Finntelligence.Benchmarks.Corpus;

/// <summary>
/// Published predictions: a CSV whose columns are the features by name (or, where names differ, in the model's order from the first
/// column that is a number), and <c>margin</c> or <c>score</c>, and <c>probability</c>, <c>prediction</c> or <c>output</c>.
/// </summary>
internal static class Expectations
{
    private static readonly string[] ScoreNames = ["margin", "score", "raw_score"];
    private static readonly string[] PredictionNames = ["probability", "output", "prediction"];

    /// <returns>Rows, and the largest differences; null where there is no such column.</returns>
    public static (int Rows, double? Score, double? Prediction) Compare(CorpusModel model, string path)
    {
        using var lines = File.ReadLines(path).GetEnumerator();
        if (!lines.MoveNext())
            throw new InvalidDataException($"{path} is empty.");
        var header = lines.Current.Split(',').Select(name => name.Trim().TrimStart('\uFEFF')).ToArray();
        var (score, prediction) = (Find(header, ScoreNames), Find(header, PredictionNames));
        var columns = model.Ensemble.Features.Select(feature => Array.IndexOf(header, feature.Name)).ToArray();
        if (columns.Contains(-1))
            columns = [.. Enumerable.Range(0, columns.Length)];
        var row = new float[columns.Length];
        var (rows, worstScore, worstPrediction) = (0, 0.0, 0.0);
        while (lines.MoveNext())
        {
            var cells = lines.Current.Split(',');
            if (cells.Length < header.Length)
                continue;
            for (var i = 0; i < row.Length; i++)
                row[i] = cells[columns[i]].Length == 0 ? float.NaN : float.Parse(cells[columns[i]], CultureInfo.InvariantCulture);
            var found = model.Ensemble.Score(row);
            if (score >= 0)
                worstScore = Math.Max(worstScore, Difference(found, cells[score]));
            if (prediction >= 0)
                worstPrediction = Math.Max(worstPrediction, Difference(model.Predict(found), cells[prediction]));
            rows++;
        }
        return (rows, score < 0 ? null : worstScore, prediction < 0 ? null : worstPrediction);
    }

    private static int Find(string[] header, string[] names) =>
        Array.FindIndex(header, name => names.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static double Difference(double found, string cell)
    {
        var expected = double.Parse(cell, CultureInfo.InvariantCulture);
        return double.IsNaN(expected) && double.IsNaN(found) ? 0 : double.IsNaN(found - expected) ? double.PositiveInfinity : Math.Abs(found - expected);
    }
}

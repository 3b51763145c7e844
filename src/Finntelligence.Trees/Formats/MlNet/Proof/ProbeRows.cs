using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.MlNet.Proof;

/// <summary>
/// Rows that would show a wrong fold: at every threshold and one float beside it, at the edges of the number line, with missing values
/// and with texts that the file knows and does not know, all mixed at random.
/// </summary>
internal static class ProbeRows
{
    private const int Seed = 20080101;

    private static readonly float[] Edges =
    [
        float.NaN, 0f, -0f, 1f, -1f, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity,
    ];

    /// <summary>Rows in the order of the model's inputs.</summary>
    /// <param name="model">The folded model.</param>
    /// <param name="least">At least so many.</param>
    /// <param name="most">At most so many; with more thresholds than that, a random choice of them.</param>
    public static List<float[]> For(MlNetModel model, int least, int most)
    {
        var random = new Random(Seed);
        var values = model.Inputs.Select((input, i) => Values(input, Thresholds(model.Ensemble, i))).ToArray();
        var pinned = values.SelectMany((list, input) => list.Select(value => (input, value))).ToArray();
        if (pinned.Length > most - least)
        {
            random.Shuffle(pinned);
            pinned = pinned[..(most - least)];
        }

        var rows = new List<float[]>(pinned.Length + least);
        foreach (var (input, value) in pinned)
        {
            var row = Any();
            row[input] = value;
            rows.Add(row);
        }

        while (rows.Count < pinned.Length + least)
            rows.Add(Any());
        return rows;

        float[] Any()
        {
            var row = new float[values.Length];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = model.Inputs[i].Kind == MlNetInputKind.Number && values[i].Length > 0 && random.Next(4) == 0
                    ? Near(values[i][random.Next(values[i].Length)], random)
                    : values[i][random.Next(values[i].Length)];
            }

            return row;
        }
    }

    private static float Near(float value, Random random) => (float)(value + ((random.NextDouble() - 0.5) * Math.Max(1, Math.Abs(value))));

    private static float[] Thresholds(TreeEnsemble ensemble, int feature) =>
        [.. ensemble.Trees.SelectMany(t => t.Nodes).Where(n => n.Feature == feature && n.Categories is null).Select(n => n.Threshold).Distinct()];

    private static float[] Values(MlNetInput input, float[] thresholds) => input.Kind switch
    {
        // One beyond the last term is a text that the file does not know; NaN is an empty one.
        MlNetInputKind.Text => [.. Enumerable.Range(0, input.Terms.Length + 1).Select(code => (float)code), float.NaN],
        MlNetInputKind.Boolean => [0f, 1f],
        MlNetInputKind.Integer => [.. thresholds.SelectMany(Around).Concat([-1f, 0f, 1f, 100f]).Where(v => Fits(v, input.Type)).Distinct()],
        _ => [.. thresholds.SelectMany(t => (float[])[float.BitDecrement(t), t, float.BitIncrement(t)]).Concat(Edges).Distinct()],
    };

    private static IEnumerable<float> Around(float threshold)
    {
        var floor = MathF.Floor(threshold);
        return [floor - 1, floor, floor + 1];
    }

    private static bool Fits(float value, string type) => value is > -SplitNode.CategoryLimit and < SplitNode.CategoryLimit && type switch
    {
        "SByte" => value is >= sbyte.MinValue and <= sbyte.MaxValue,
        "Byte" => value is >= byte.MinValue and <= byte.MaxValue,
        "Int16" => value is >= short.MinValue and <= short.MaxValue,
        "UInt16" => value is >= ushort.MinValue and <= ushort.MaxValue,
        "UInt32" or "UInt64" => value >= 0,
        _ => true,
    };
}

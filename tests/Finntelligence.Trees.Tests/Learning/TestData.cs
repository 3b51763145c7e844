using System.Collections.Immutable;
using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Trees.Tests.Learning;

/// <summary>Seeded rows with every kind of feature, made without the platform's random numbers or logarithms.</summary>
internal static class TestData
{
    /// <summary>Column 0 raises the event, column 1 lowers it, column 2 is a category of five codes, column 3 has few values, column 4 is noise.</summary>
    public static LabeledRows Mixed(
        int count, ulong seed, double missing = 0.1, bool weighted = false, Monotonicity first = Monotonicity.None, Monotonicity second = Monotonicity.None)
    {
        ImmutableArray<FeatureSpec> features =
        [
            new("rising", FeatureKind.Numeric, first),
            new("falling", FeatureKind.Numeric, second),
            new("category", FeatureKind.Category),
            new("grade"),
            new("noise"),
        ];
        var random = new CounterRandom(seed);
        var values = new float[count * features.Length];
        var labels = new float[count];
        var weights = new float[count];
        for (var i = 0; i < count; i++)
        {
            var draw = random.Fork((ulong)i);
            var row = values.AsSpan(i * features.Length, features.Length);
            row[0] = (float)(4 * draw.Uniform(0) - 2);
            row[1] = (float)(4 * draw.Uniform(1) - 2);
            row[2] = (int)(5 * draw.Uniform(2));
            row[3] = (int)(4 * draw.Uniform(3));
            row[4] = (float)draw.Uniform(4);
            var score = row[0] - 0.7 * row[1] + (row[2] is 1 or 4 ? 1 : -0.5) + 0.3 * row[3] - 0.5;
            labels[i] = draw.Uniform(5) < PortableMath.Sigmoid(score) ? 1 : 0;
            weights[i] = 0.25f + (float)draw.Uniform(6);
            for (var f = 0; f < features.Length; f++)
            {
                if (draw.Uniform(10 + (ulong)f) < missing)
                    row[f] = float.NaN;
            }
        }

        return new LabeledRows(features, values, labels, weighted ? weights : null);
    }
}

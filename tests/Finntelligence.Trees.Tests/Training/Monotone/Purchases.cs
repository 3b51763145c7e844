using Finntelligence.Trees.Numerics;
using Finntelligence.Trees.Training.Monotone;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Finntelligence.Trees.Tests.Training.Monotone;

/// <summary>One row of a data view, as programs of ML.NET declare them.</summary>
internal sealed class Purchase
{
    public float Price { get; set; }

    public float Visits { get; set; }

    public float Noise { get; set; }

    public float Weight { get; set; } = 1;

    public bool Bought { get; set; }

    public float[] Row => [Price, Visits, Noise];
}

/// <summary>A purchase whose features are loaded as one vector.</summary>
internal sealed class PurchaseVector
{
    [VectorType(3)]
    public float[] Features { get; set; } = [];

    public bool Bought { get; set; }
}

/// <summary>
/// Seeded purchases. The higher the price the fewer buy, but for a bump in the middle that a model without a promise learns; more visits
/// mean more purchases. A tenth of the values is missing.
/// </summary>
internal static class Purchases
{
    public static readonly string[] Names = [nameof(Purchase.Price), nameof(Purchase.Visits), nameof(Purchase.Noise)];

    public static Purchase[] Make(int count, ulong seed = 1, double missing = 0.1)
    {
        var random = new CounterRandom(seed);
        return [.. Enumerable.Range(0, count).Select(Row)];

        Purchase Row(int index)
        {
            var draw = random.Fork((ulong)index);
            var price = (float)(10 * draw.Uniform(0));
            var visits = (float)Math.Floor(8 * draw.Uniform(1));
            var score = 1 - (0.4 * price) + (price is > 4 and < 6 ? 1.5 : 0) + (0.3 * visits);
            return new Purchase
            {
                Price = draw.Uniform(2) < missing ? float.NaN : price,
                Visits = draw.Uniform(3) < missing ? float.NaN : visits,
                Noise = draw.Uniform(4) < missing ? float.NaN : (float)draw.Uniform(5),
                Weight = 0.25f + (float)draw.Uniform(6),
                Bought = draw.Uniform(7) < PortableMath.Sigmoid(score),
            };
        }
    }

    /// <summary>The data with the vector "Features", whose slots are named.</summary>
    public static IDataView View(MLContext ml, IEnumerable<Purchase> rows)
    {
        var data = ml.Data.LoadFromEnumerable(rows);
        return ml.Transforms.Concatenate("Features", Names).Fit(data).Transform(data);
    }

    public static MonotoneFastTreeOptions Options() => new()
    {
        LabelColumnName = nameof(Purchase.Bought),
        NumberOfTrees = 30,
        NumberOfLeaves = 8,
        NumberOfThreads = 1,
        FeatureFraction = 0.7,
        BaggingExampleFraction = 0.8,
        Monotone = { [nameof(Purchase.Price)] = Monotonicity.Decreasing, [nameof(Purchase.Visits)] = Monotonicity.Increasing },
    };

    public static (float Score, float Probability)[] Scores(ITransformer model, IDataView data)
    {
        var scored = model.Transform(data);
        return [.. scored.GetColumn<float>("Score").Zip(scored.GetColumn<float>("Probability"))];
    }
}

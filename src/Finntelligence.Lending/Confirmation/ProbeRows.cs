using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Confirmation;

/// <summary>
/// The rows on which two scorers of a model must agree: drawn over the product's ranges, and then such that every column takes, one
/// after the other, each of the model's thresholds, the float32 before and the one after it, and missing. The same rows in every run.
/// </summary>
public static class ProbeRows
{
    /// <summary>Rows over the ranges.</summary>
    public const int OverRanges = 512;

    /// <summary>Least number of rows on thresholds.</summary>
    public const int LeastOnThresholds = 512;

    /// <summary>Greatest number of rows on thresholds; of a column with more values, as many are taken, evenly spread.</summary>
    public const int MostOnThresholds = 4096;

    private const ulong Seed = 0x50524F4245;

    /// <summary>At least <see cref="OverRanges"/> + <see cref="LeastOnThresholds"/> rows, as the model's encoder would write them.</summary>
    public static IEnumerable<float[]> For(ProductDefinition product, LoanModel model)
    {
        var draws = new Draws(Seed);
        for (var row = 0; row < OverRanges; row++)
            yield return Draw(product, model, draws);

        float[][] columns = [.. Enumerable.Range(0, model.Ensemble.Features.Length).Select(j => ValuesOf(model, j))];
        var count = Math.Clamp(columns.Max(values => values.Length), LeastOnThresholds, MostOnThresholds);
        for (var row = 0; row < count; row++)
        {
            var values = Draw(product, model, draws);
            for (var j = 0; j < columns.Length; j++)
                values[j] = At(columns[j], row, count, values[j]);
            yield return values;
        }
    }

    private static float[] Draw(ProductDefinition product, LoanModel model, Draws draws)
    {
        var row = new float[model.Encoder.Features.Length];
        model.Encoder.Encode(ProbeApplicants.Draw(product, draws), ProbeApplicants.DrawOffer(product.Offer, draws), row);
        return row;
    }

    // Columns of different lengths go round at different speeds, so that their values meet in many ways.
    private static float At(float[] values, int row, int count, float drawn) => values.Length switch
    {
        <= 1 => drawn,
        var length when length > count => values[(int)((long)row * length / count)],
        var length => values[row % length],
    };

    private static float[] ValuesOf(LoanModel model, int feature)
    {
        var thresholds = model.Ensemble.Trees.SelectMany(t => t.Nodes)
            .Where(n => n.Feature == feature && n.Categories is null)
            .Select(n => n.Threshold)
            .Distinct()
            .Order();
        return [float.NaN, .. thresholds.SelectMany(t => new[] { MathF.BitDecrement(t), t, MathF.BitIncrement(t) })];
    }
}

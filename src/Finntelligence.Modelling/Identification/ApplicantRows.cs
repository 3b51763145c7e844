using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Trees;

namespace Finntelligence.Modelling.Identification;

/// <summary>A model's rows without the offer: what it sees of the applicant, and the rate apart.</summary>
/// <param name="Features">Those of the model's inputs that the applicant alone decides.</param>
/// <param name="Values">Of rows with a rate, one after the other.</param>
/// <param name="Rates">Of these rows.</param>
/// <param name="Known">Their positions among all rows.</param>
internal sealed record ApplicantRows(ImmutableArray<FeatureSpec> Features, float[] Values, double[] Rates, int[] Known)
{
    public static ApplicantRows Of(ProductDefinition product, TrainingRows rows)
    {
        var encoder = new FeatureEncoder(product, rows.Kind);
        var width = encoder.Features.Length;
        int[] own = [.. Enumerable.Range(0, width).Where(j => encoder.VariableOf(j) is null)];
        int[] known = [.. Enumerable.Range(0, rows.Offers.Length).Where(i => double.IsFinite(rows.Offers[i].Rate))];
        var values = new float[known.Length * own.Length];
        for (var i = 0; i < known.Length; i++)
        {
            for (var j = 0; j < own.Length; j++)
                values[(i * own.Length) + j] = rows.Values[(known[i] * width) + own[j]];
        }

        return new ApplicantRows([.. own.Select(j => encoder.Features[j])], values, [.. known.Select(i => rows.Offers[i].Rate)], known);
    }
}

using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Trees;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Modelling.Identification;

/// <summary>A model's rows without the offer: what it sees of the applicant, and the rate apart.</summary>
/// <param name="Features">Those of the model's inputs that the applicant alone decides.</param>
/// <param name="Values">Of rows with a rate.</param>
/// <param name="Rates">Of these rows.</param>
/// <param name="Known">Their positions among all rows.</param>
internal sealed record ApplicantRows(ImmutableArray<FeatureSpec> Features, RowValues Values, double[] Rates, int[] Known)
{
    public static ApplicantRows Of(ProductDefinition product, TrainingRows rows)
    {
        var encoder = new FeatureEncoder(product, rows.Kind);
        int[] own = [.. Enumerable.Range(0, encoder.Features.Length).Where(j => encoder.VariableOf(j) is null)];
        int[] known = [.. Enumerable.Range(0, rows.Offers.Length).Where(i => double.IsFinite(rows.Offers[i].Rate))];
        return new ApplicantRows([.. own.Select(j => encoder.Features[j])], rows.Values.View(known).Columns(own), [.. known.Select(i => rows.Offers[i].Rate)], known);
    }
}

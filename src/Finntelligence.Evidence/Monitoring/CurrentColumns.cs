using System.Collections.Immutable;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Monitoring;

/// <summary>
/// How a file of the present names things: as the lender's history does, or under the product's own names with <c>amount</c>,
/// <c>months</c>, <c>rate</c> of the offer and <c>accepted</c>, <c>defaulted</c> (1 or 0, empty while unknown). Either way a row is read
/// by the code that reads history.
/// </summary>
internal static class CurrentColumns
{
    /// <summary>Outcome of an offer.</summary>
    public const string Accepted = "accepted";

    /// <summary>Outcome of a loan.</summary>
    public const string Defaulted = "defaulted";

    /// <summary>The product as it reads its own names.</summary>
    public static ProductDefinition UnderOwnNames(ProductDefinition product) => product with
    {
        Applicant = [.. product.Applicant.Select(f => f with { Source = SourceColumn.Plain(f.Name) })],
        Acceptance = Own(product.Acceptance, Accepted) with { Filters = [] },
        // Who declares how many take an offer has loans alone.
        Risk = Own(product.Risk, Defaulted) with { Filters = product.Acceptance.Declared is null ? [new RowFilter(Accepted, 1)] : [] },
    };

    /// <summary>Every column that could be asked for, applicant features first.</summary>
    public static ImmutableArray<string> All(ProductDefinition product) =>
        [.. RowSelector.Columns(product, product.Acceptance).Concat(RowSelector.Columns(product, product.Risk)).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether every feature of the applicant is a column of the header.</summary>
    public static bool Holds(ProductDefinition product, IEnumerable<string> header) =>
        product.Applicant.All(f => header.Contains(f.Source.Column, StringComparer.Ordinal));

    private static ModelDefinition Own(ModelDefinition model, string outcome) => model with
    {
        OfferColumns = model.OfferColumns.Keys.ToImmutableDictionary(v => v, v => SourceColumn.Plain(v.ToString().ToLowerInvariant())),
        Label = new LabelDefinition(outcome, null, 0),
    };
}

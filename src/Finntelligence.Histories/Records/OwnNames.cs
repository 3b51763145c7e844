using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Csv;

namespace Finntelligence.Histories.Records;

/// <summary>
/// The names that a product itself gives to things, beside those of the lender's history: features under their own, <c>amount</c>,
/// <c>months</c>, <c>rate</c> of the offer, and <c>accepted</c>, <c>defaulted</c> (1 or 0, empty while unknown). So the decision log is
/// exported. Either way a row is read by the code that reads history.
/// </summary>
public static class OwnNames
{
    /// <summary>Outcome of an offer.</summary>
    public const string Accepted = "accepted";

    /// <summary>Outcome of a loan.</summary>
    public const string Defaulted = "defaulted";

    /// <summary>The product as it reads its own names.</summary>
    public static ProductDefinition Of(ProductDefinition product) => product with
    {
        Applicant = [.. product.Applicant.Select(f => f with { Source = SourceColumn.Plain(f.Name) })],
        Acceptance = Own(product.Acceptance, Accepted) with { Filters = [] },
        // Who declares how many take an offer has loans alone.
        Risk = Own(product.Risk, Defaulted) with { Filters = product.Acceptance.Declared is null ? [new RowFilter(Accepted, 1)] : [] },
    };

    /// <summary>
    /// The product as it reads a file to learn from: by its own names where the file has all of them and lacks some of the history's, else
    /// as it is. So it is where the file is no plain CSV: whoever reads it says what it is.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ProductDefinition For(ProductDefinition product, string path)
    {
        try
        {
            using var table = CsvTable.Open(path);
            var header = table.Columns.ToHashSet(StringComparer.Ordinal);
            return !header.IsSupersetOf(Columns(product)) && Of(product) is var own && header.IsSupersetOf(Columns(own)) ? own : product;
        }
        catch (InvalidHistoryException)
        {
            return product;
        }
    }

    /// <summary>Every column that could be asked for, applicant features first.</summary>
    public static ImmutableArray<string> Columns(ProductDefinition product) =>
        [.. RowSelector.Columns(product, product.Acceptance).Concat(RowSelector.Columns(product, product.Risk)).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether every feature of the applicant is a column of the header.</summary>
    public static bool Holds(ProductDefinition product, IEnumerable<string> header) =>
        product.Applicant.All(f => header.Contains(f.Source.Column, StringComparer.Ordinal));

    private static ModelDefinition Own(ModelDefinition model, string outcome) => model with
    {
        OfferColumns = model.OfferColumns.Keys.ToImmutableDictionary(v => v, v => SourceColumn.Plain(v.ToString().ToLowerInvariant())),
        Label = new LabelDefinition(outcome, null, 0),
        Weight = null,
    };
}

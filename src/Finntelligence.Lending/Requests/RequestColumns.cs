using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Requests;

/// <summary>Which column of a table holds which part of a request. Made from a header, once.</summary>
public sealed class RequestColumns
{
    private static readonly ImmutableArray<string> RequestNames =
    [
        PredictMembers.RequestedAmount, PredictMembers.RequestedMonths, PredictMembers.MinAmount, PredictMembers.MaxAmount, PredictMembers.Months,
        PredictMembers.MaxRate, PredictMembers.MaxInstallment,
    ];

    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);

    private RequestColumns(ImmutableArray<string> header, string id, ImmutableArray<FeatureCell> features, ProductDefinition? history)
    {
        Header = header;
        for (var i = 0; i < header.Length; i++)
            _positions.TryAdd(header[i], i);
        Features = features;
        Id = Position(id);
        Amount = Asked(PredictMembers.RequestedAmount, history, OfferVariable.Amount);
        Months = Asked(PredictMembers.RequestedMonths, history, OfferVariable.Months);
    }

    /// <summary>The names, in their order.</summary>
    public ImmutableArray<string> Header { get; }

    /// <summary>Where the sender's own name of a row stands; −1 if there is no such column.</summary>
    public int Id { get; }

    internal ImmutableArray<FeatureCell> Features { get; }

    /// <summary>Where the requested amount stands: under its own name, or, in a history, what was offered then. Null if nowhere.</summary>
    internal AskedColumn? Amount { get; }

    /// <summary>The same of the requested months.</summary>
    internal AskedColumn? Months { get; }

    /// <summary>Finds the columns of a request.</summary>
    /// <param name="product">Says what an applicant is made of.</param>
    /// <param name="header">Names of the columns.</param>
    /// <param name="options">How they are named.</param>
    /// <param name="faults">Takes everything that is wrong with the header.</param>
    /// <returns>The columns; null with a fault.</returns>
    public static RequestColumns? Find(
        ProductDefinition product, ImmutableArray<string> header, RequestColumnOptions options, ICollection<string> faults)
    {
        var before = faults.Count;
        foreach (var repeated in header.GroupBy(h => h, StringComparer.Ordinal).Where(g => g.Count() > 1))
            faults.Add($"The header names \"{repeated.Key}\" more than once.");
        var features = product.Applicant.Select(f => Find(f, header, options)).ToImmutableArray();
        // A history has every column of its features, if often empty: one that is not there is another file.
        foreach (var absent in features.Where(f => f.Column < 0 && (f.Feature.Required || options.SourceColumns)))
            faults.Add($"The header lacks \"{NameOf(absent.Feature, options)}\".");
        if (!options.SourceColumns && !options.IgnoreUnknown)
        {
            List<string> known = [.. product.Applicant.Select(f => f.Name), .. RequestNames, options.Id];
            foreach (var name in header.Where(name => !known.Contains(name)))
                faults.Add($"The column \"{name}\" is not known here.{NearestName.Hint(name, known)}");
        }

        var columns = new RequestColumns(header, options.Id, features, options.SourceColumns ? product : null);
        // Every row would have the same fault.
        if (columns.Amount is null && product.Offer.Amount.DefaultFeature is null)
        {
            faults.Add(WithoutAmount("The header lacks", "column"));
        }

        return faults.Count == before ? columns : null;
    }

    /// <summary>That a whole file lacks the amounts that its product needs.</summary>
    /// <param name="lacks">What lacks them, to the verb.</param>
    /// <param name="place">Where they could stand.</param>
    public static string WithoutAmount(string lacks, string place) =>
        $"{lacks} \"{PredictMembers.RequestedAmount}\", and product.json declares no offer.amount.defaultFeature that would stand for it: "
        + $"add the {place}, or declare the feature.";

    /// <summary>Where a column of a request stands; −1 if it is not there.</summary>
    internal int Position(string name) => _positions.GetValueOrDefault(name, -1);

    private AskedColumn? Asked(string name, ProductDefinition? history, OfferVariable variable)
    {
        if (Position(name) is >= 0 and var own)
            return new AskedColumn(own, SourceColumn.Plain(name), IsOffered: false);
        // A default that the product declares says more of what is wanted than what was once offered.
        if (history is null || (variable == OfferVariable.Amount && history.Offer.Amount.DefaultFeature is not null))
            return null;
        var source = history.Acceptance.OfferColumns.GetValueOrDefault(variable) ?? history.Risk.OfferColumns.GetValueOrDefault(variable);
        return source is not null && Position(source.Column) is >= 0 and var offered ? new AskedColumn(offered, source, IsOffered: true) : null;
    }

    private static FeatureCell Find(ApplicantFeature feature, ImmutableArray<string> header, RequestColumnOptions options)
    {
        var column = header.IndexOf(NameOf(feature, options));
        return options.SourceColumns
            ? new FeatureCell(feature, column, feature.Source)
            : new FeatureCell(feature, column, SourceColumn.Plain(feature.Name));
    }

    private static string NameOf(ApplicantFeature feature, RequestColumnOptions options) =>
        options.SourceColumns ? feature.Source.Column : feature.Name;
}

/// <summary>A column of what was asked for.</summary>
/// <param name="Position">Of the column.</param>
/// <param name="Source">How its cells are read.</param>
/// <param name="IsOffered">Whether it is what a history offered, which need not be a term that is open today.</param>
internal sealed record AskedColumn(int Position, SourceColumn Source, bool IsOffered);

/// <summary>How the columns of a table of requests are named.</summary>
/// <param name="Id">The sender's own name of a row.</param>
/// <param name="SourceColumns">Whether features are under the names and in the units of the history, rather than the product's own.</param>
/// <param name="IgnoreUnknown">Whether columns that mean nothing here are passed over. Those of a history always are.</param>
public sealed record RequestColumnOptions(string Id = RequestLineReader.Id, bool SourceColumns = false, bool IgnoreUnknown = false);

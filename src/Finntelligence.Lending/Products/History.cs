using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Lending.Products.Csv;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Lending.Products;

/// <summary>The labelled rows of history that one model learns from, encoded.</summary>
public sealed record TrainingRows
{
    /// <summary>Which model.</summary>
    public required ModelKind Kind { get; init; }

    /// <summary>Vectors, <see cref="FeatureEncoder.Features"/> wide.</summary>
    public required RowValues Values { get; init; }

    /// <summary>1 for the event, else 0.</summary>
    public required float[] Labels { get; init; }

    /// <summary>Each row's position among all data rows of the file, from 0: its fold is this mod 5.</summary>
    public required int[] FileRows { get; init; }

    /// <summary>Each row's stratum code for <see cref="ModelDefinition.Support"/>; −1 when missing.</summary>
    public required int[] Strata { get; init; }

    /// <summary>Each row's offer.</summary>
    public required OfferVector[] Offers { get; init; }

    /// <summary>
    /// Each row's applicant, in the product's order of features: for inputs that are formulas of the rate, to be worked out at other rates
    /// (<see cref="FeatureEncoder.HasFormulaOfRate"/>). Null for a model without one.
    /// </summary>
    public RowValues? Applicants { get; init; }

    /// <summary>How many each row stands for, with a mean of 1; null where each counts one.</summary>
    public float[]? Weights { get; init; }

    /// <summary>Data rows in the file.</summary>
    public required int RowsInFile { get; init; }

    /// <summary>Rows left out by filters or for lack of a label.</summary>
    public required int RowsLeftOut { get; init; }

    /// <summary>
    /// Values outside a feature's plausible range or not among its categories, taken as missing; by feature name, only those with any.
    /// </summary>
    public required ImmutableSortedDictionary<string, int> Implausible { get; init; }

    /// <summary>No rows: those of a model that the product declares.</summary>
    /// <param name="kind">Which model.</param>
    /// <param name="rowsInFile">Data rows in the file.</param>
    public static TrainingRows None(ModelKind kind, int rowsInFile = 0) => new()
    {
        Kind = kind,
        Values = new RowValues([], 0),
        Labels = [],
        FileRows = [],
        Strata = [],
        Offers = [],
        RowsInFile = rowsInFile,
        RowsLeftOut = rowsInFile,
        Implausible = ImmutableSortedDictionary<string, int>.Empty,
    };
}

/// <summary>Reads a CSV of history (a name ending in .gz is decompressed).</summary>
public static class History
{
    private const int RowsBetweenLooks = 1024;

    /// <summary>Reads the rows for one model.</summary>
    /// <param name="product">Its features, filters and labels.</param>
    /// <param name="kind">Which model.</param>
    /// <param name="path">The CSV.</param>
    /// <param name="cancellationToken">Checked often.</param>
    /// <param name="space">Where the rows are to lie, for as long as anyone reads them; null for memory.</param>
    /// <exception cref="InvalidHistoryException">A column is absent, a cell is not a number, or a weight is missing or below 0; names line and column.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TrainingRows Read(ProductDefinition product, ModelKind kind, string path, CancellationToken cancellationToken = default, ScratchSpace? space = null)
    {
        using var table = CsvTable.Open(path);
        return Read(product, kind, table, space ?? ScratchSpace.Unbounded, cancellationToken);
    }

    private static TrainingRows Read(ProductDefinition product, ModelKind kind, CsvTable table, ScratchSpace space, CancellationToken cancellationToken)
    {
        var model = product.Model(kind);
        table.Require(RowSelector.Columns(product, model));
        var encoder = new FeatureEncoder(product, kind);
        if (model.Declared is not null)
            throw new ArgumentException($"The {kind} model of {product.Name} is declared: there are no rows to learn it from.", nameof(kind));
        var stratum = product.Applicant.Select(f => f.Name).ToList().IndexOf(model.Support.By);
        var rows = new Rows();
        var values = new RowValuesBuilder(encoder.Features.Length, space);
        var applicants = encoder.HasFormulaOfRate ? new RowValuesBuilder(product.Applicant.Length, space) : null;
        var vector = new float[encoder.Features.Length];
        var implausible = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var fileRow = 0;
        for (; table.Read(); fileRow++)
        {
            if (fileRow % RowsBetweenLooks == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (!RowSelector.Counts(model, table) || RowSelector.Label(model.Label, table) is not { } label)
                continue;
            if (model.Weight is { } column)
            {
                var weight = Weight(column, table);
                if (weight == 0)
                    continue;
                rows.Weights.Add(weight);
            }

            var applicant = ApplicantReader.FromCsv(product, table, implausible);
            var offer = Offer(model, table);
            encoder.Encode(applicant, offer, vector);
            values.Add(vector);
            applicants?.Add(applicant.Values.AsSpan());
            rows.Labels.Add(label);
            rows.FileRows.Add(fileRow);
            rows.Strata.Add(stratum < 0 || float.IsNaN(applicant.Values[stratum]) ? -1 : (int)applicant.Values[stratum]);
            rows.Offers.Add(offer);
        }
        return new TrainingRows
        {
            Kind = kind,
            Values = values.Build(),
            Labels = [.. rows.Labels],
            FileRows = [.. rows.FileRows],
            Strata = [.. rows.Strata],
            Offers = [.. rows.Offers],
            Applicants = applicants?.Build(),
            Weights = model.Weight is null ? null : Even(rows.Weights),
            RowsInFile = fileRow,
            RowsLeftOut = fileRow - rows.Labels.Count,
            Implausible = implausible.ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
    }

    private static double Weight(SourceColumn column, CsvTable table)
    {
        var weight = table.Number(column);
        if (weight >= 0)
            return weight;
        throw new InvalidHistoryException(string.Create(
            CultureInfo.InvariantCulture,
            $"Line {table.Line}, column \"{column.Column}\": {(double.IsNaN(weight) ? "the weight of the row is missing" : $"the weight of the row is {weight}, below 0")}."));
    }

    // With a mean of 1 a row is a row, whatever the unit of the column: limits on rows and penalties mean what they say.
    private static float[] Even(List<double> weights)
    {
        var mean = weights.Count == 0 ? 1 : weights.Average();
        return [.. weights.Select(w => (float)(w / mean))];
    }

    private static OfferVector Offer(ModelDefinition model, CsvTable table)
    {
        return new OfferVector(Number(OfferVariable.Amount), Number(OfferVariable.Months), Number(OfferVariable.Rate));

        double Number(OfferVariable variable) =>
            model.OfferColumns.TryGetValue(variable, out var column) ? table.Number(column) : double.NaN;
    }

    private sealed class Rows
    {
        public List<float> Labels { get; } = [];

        public List<double> Weights { get; } = [];

        public List<int> FileRows { get; } = [];

        public List<int> Strata { get; } = [];

        public List<OfferVector> Offers { get; } = [];
    }
}

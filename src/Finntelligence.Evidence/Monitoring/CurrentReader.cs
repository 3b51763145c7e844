using System.Text;
using System.Text.RegularExpressions;
using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Csv;

namespace Finntelligence.Evidence.Monitoring;

/// <summary>Reads a file of the present, CSV or NDJSON. A line that cannot be used is named and left out; the rest counts.</summary>
internal sealed partial class CurrentReader
{
    private readonly ProductDefinition _product;
    private readonly string _header;
    private readonly string _absent;
    private readonly CurrentRows[] _models;
    private readonly FeatureEncoder[] _encoders;
    private readonly List<LineFault> _faults = [];
    private int _rows;

    private CurrentReader(ProductDefinition product, IReadOnlyList<string> header)
    {
        _product = product;
        // Columns that are not there are empty ones: then the outcome or the offer is not known.
        string[] absent = [.. OwnNames.Columns(product).Except(header, StringComparer.Ordinal)];
        _header = string.Join(',', header.Concat(absent).Select(CsvRow.Quote)) + "\n";
        _absent = new string(',', absent.Length) + "\n";
        // Of a declared probability nothing can drift.
        ModelKind[] learned = [.. new[] { ModelKind.Acceptance, ModelKind.Risk }.Where(kind => product.Model(kind).Declared is null)];
        _encoders = [.. learned.Select(kind => new FeatureEncoder(product, kind))];
        _models = [.. learned.Select((kind, m) => new CurrentRows(kind, _encoders[m].Features.Length))];
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="product">Says what a row is.</param>
    /// <param name="stream">From its first byte.</param>
    /// <param name="cancellation">Checked often.</param>
    /// <exception cref="RequestFaultException">The header will not do.</exception>
    public static CurrentBusiness Read(ProductDefinition product, Stream stream, CancellationToken cancellation)
    {
        using var records = new RecordReader(stream, format: null);
        var own = OwnNames.Of(product);
        var flatten = records.Format == ScoreFormat.Ndjson ? new CurrentJson(own) : null;
        var reader = flatten is null ? OfHeader(product, own, records) : new CurrentReader(own, flatten.Header);
        var headerLines = records.Lines;
        while (records.Next() is { } block)
        {
            cancellation.ThrowIfCancellationRequested();
            reader.Add(block, flatten);
        }

        return new CurrentBusiness(reader._rows, [.. reader._faults.OrderBy(f => f.Line)], [.. reader._models], headerLines, records.Lines);
    }

    private static CurrentReader OfHeader(ProductDefinition product, ProductDefinition own, RecordReader records)
    {
        var cells = new List<string>();
        if (records.Next(most: 1)?.Records[0] is not { Fault: null } record || !CsvRow.TrySplit(record.Bytes.Span, cells))
            throw new RequestFaultException("the file is empty or its header line cannot be read.", where: "--current");
        if (cells.GroupBy(c => c, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new RequestFaultException($"the header names \"{twice.Key}\" more than once.", where: "--current");
        if (OwnNames.Holds(product, cells))
            return new CurrentReader(product, cells);
        if (OwnNames.Holds(own, cells))
            return new CurrentReader(own, cells);
        string[] lacking = [.. product.Applicant.Where(f => !cells.Contains(f.Name)).Select(f => $"\"{f.Name}\"")];
        string[] lackingSource = [.. product.Applicant.Where(f => !cells.Contains(f.Source.Column)).Select(f => $"\"{f.Source.Column}\"")];
        throw new RequestFaultException(
            $"--current: the header lacks {string.Join(", ", lacking)}; as a history it lacks {string.Join(", ", lackingSource)}. "
            + "An optional feature needs its column too, empty where nothing is known.");
    }

    private void Add(RecordBlock block, CurrentJson? flatten)
    {
        var rows = new List<(long Line, string Text)>();
        foreach (var record in block.Records)
        {
            string? fault = record.Fault, text = null;
            if (fault is null && flatten is not null)
                text = flatten.Flatten(record.Bytes, out fault);
            else if (fault is null)
                text = Text(record.Bytes.Span, out fault);
            if (text is null)
                _faults.Add(new LineFault(record.Line, fault!));
            else
                rows.Add((record.Line, text));
        }

        if (!TryAdd(rows.Select(r => r.Text), out _))
        {
            // One of them has a fault: each on its own, to know which.
            foreach (var (line, text) in rows)
            {
                if (!TryAdd([text], out var fault))
                    _faults.Add(new LineFault(line, fault!));
            }
        }
    }

    private bool TryAdd(IEnumerable<string> rows, out string? fault)
    {
        fault = null;
        var parsed = new List<ParsedRow>();
        try
        {
            using var table = CsvTable.Open(new MemoryStream(Encoding.UTF8.GetBytes(_header + string.Concat(rows.Select(r => r + _absent)))));
            while (table.Read())
                parsed.Add(Parse(table));
        }
        catch (InvalidHistoryException bad)
        {
            var message = LinePrefix().Replace(bad.Message, "");
            fault = char.ToUpperInvariant(message[0]) + message[1..];
            return false;
        }

        foreach (var row in parsed)
            Keep(row);
        return true;
    }

    private ParsedRow Parse(CsvTable row)
    {
        var implausible = new Dictionary<string, int>();
        var applicant = ApplicantReader.FromCsv(_product, row, implausible);
        var views = new ModelView?[_models.Length];
        for (var m = 0; m < _models.Length; m++)
        {
            var definition = _product.Model(_models[m].Kind);
            if (!RowSelector.Counts(definition, row))
                continue;
            var offer = new OfferVector(
                Number(definition, OfferVariable.Amount, row), Number(definition, OfferVariable.Months, row),
                Number(definition, OfferVariable.Rate, row));
            var values = new float[_models[m].Width];
            _encoders[m].Encode(applicant, offer, values);
            views[m] = new ModelView(
                values, definition.OfferColumns.Keys.All(v => !double.IsNaN(offer[v])), RowSelector.Label(definition.Label, row) ?? float.NaN);
        }

        return new ParsedRow(views, implausible);
    }

    private void Keep(ParsedRow row)
    {
        _rows++;
        for (var m = 0; m < _models.Length; m++)
        {
            if (row.Views[m] is not { } view)
                continue;
            _models[m].Values.AddRange(view.Values);
            _models[m].HasOffer.Add(view.HasOffer);
            _models[m].Labels.Add(view.Label);
            foreach (var (feature, count) in row.Implausible)
                _models[m].Implausible[feature] = _models[m].Implausible.GetValueOrDefault(feature) + count;
        }
    }

    private static double Number(ModelDefinition model, OfferVariable variable, CsvTable row) =>
        model.OfferColumns.TryGetValue(variable, out var column) ? row.Number(column) : double.NaN;

    private static string? Text(ReadOnlySpan<byte> utf8, out string? fault)
    {
        try
        {
            fault = null;
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            fault = "The row is not UTF-8.";
            return null;
        }
    }

    private sealed record ModelView(float[] Values, bool HasOffer, float Label);

    private sealed record ParsedRow(ModelView?[] Views, Dictionary<string, int> Implausible);

    // The table knows only its own lines.
    [GeneratedRegex("^Line [0-9]+(: |, )")]
    private static partial Regex LinePrefix();
}

using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Decisions.Exporting;
using Finntelligence.Decisions.Outcomes;
using Finntelligence.Decisions.Records;
using Finntelligence.Decisions.Storage;
using Finntelligence.Decisions.Tests.Support;
using Finntelligence.Foundation.Faults;
using Parquet;

namespace Finntelligence.Decisions.Tests.Exporting;

public sealed class DecisionExportTests : IAsyncLifetime
{
    private static readonly ExportSelection All = new("cash-loan", null, null);

    private readonly TestLog _log = TestLog.Sqlite();
    private readonly DecisionStore _store;
    private readonly DecisionRecord _taken = TestRecords.Make(1);
    private readonly DecisionRecord _open = TestRecords.Make(2);

    public DecisionExportTests() => _store = _log.Place.Open(create: true);

    public async Task InitializeAsync()
    {
        await _store.WriteAsync([_taken, _open, TestRecords.Make(3, "gone")], default);
        await _store.ForgetAsync("gone", TestRecords.Start, default);
        var at = Moments.Of(TestRecords.Start.AddDays(1));
        await _store.RecordAsync([new OutcomeEvent("e", _taken.Id.ToString(), OutcomeNames.Defaulted, at, at, null, null, null, null)], default);
    }

    public Task DisposeAsync()
    {
        _store.Dispose();
        _log.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Csv_has_features_offer_and_outcomes_by_the_products_names()
    {
        var (text, counts) = await ExportAsync(ExportFormat.Csv);

        counts.ShouldBe(new ExportCounts(2, 1, 0));
        var lines = text.Split('\n');
        var header = lines[0].Split(',');
        header.ShouldContain("monthlyIncome");
        lines.Length.ShouldBe(4);
        lines[3].ShouldBeEmpty();
        var (taken, open) = (Cells(header, lines[1]), Cells(header, lines[2]));
        taken["decisionId"].ShouldBe(_taken.Id.ToString());
        (taken["decidedAt"], taken["riskCategory"], taken["monthlyIncome"], taken["propensity"]).ShouldBe(("2026-03-01T12:00:01.000000Z", "HIGH", "3201", "1"));
        (taken["accepted"], taken["defaulted"], taken["outcome"], taken["outcomeAt"]).ShouldBe(("1", "1", "defaulted", "2026-03-02T12:00:00.000000Z"));
        (open["accepted"], open["defaulted"], open["outcome"]).ShouldBe(("", "", ""));
        var figures = JsonNode.Parse(Encoding.UTF8.GetString(_taken.Figures.Span))!["offer"]!;
        taken["probabilityOfDefault"].ShouldBe(figures["probabilityOfDefault"]!.ToJsonString());
        taken["amount"].ShouldBe(figures["amount"]!.ToJsonString());
    }

    [Fact]
    public async Task Ndjson_has_the_applicant_and_the_offer_as_objects()
    {
        var (text, _) = await ExportAsync(ExportFormat.Ndjson);

        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToArray();
        lines.Length.ShouldBe(2);
        lines[0]["applicant"]!["monthlyIncome"]!.GetValue<double>().ShouldBe(3201);
        lines[0]["offer"]!["months"]!.GetValue<double>().ShouldBe(4);
        lines[0]["defaulted"]!.GetValue<double>().ShouldBe(1);
        lines[1]["defaulted"].ShouldBeNull();
    }

    [Fact]
    public async Task Parquet_reads_back()
    {
        using var file = new MemoryStream();
        await new DecisionExport(_store).RunAsync(All, ExportFormat.Parquet, file, default);
        file.Position = 0;

        await using var reader = await ParquetReader.CreateAsync(file);
        var fields = reader.Schema.DataFields;
        fields.Select(f => f.Name).ShouldBe(new ExportTable(TestRecords.Product).Columns.Select(c => c.Name));
        using var group = reader.OpenRowGroupReader(0);
        var income = new double?[2];
        await group.ReadAsync<double>(fields.Single(f => f.Name == "monthlyIncome"), income.AsMemory());
        income.ShouldBe([3201, 3202]);
        var category = new string?[2];
        await group.ReadAsync(fields.Single(f => f.Name == "riskCategory"), category.AsMemory());
        category.ShouldBe(["HIGH", "HIGH"]);
        var defaulted = new double?[2];
        await group.ReadAsync<double>(fields.Single(f => f.Name == "defaulted"), defaulted.AsMemory());
        defaulted.ShouldBe([1, null]);
        var at = new DateTime?[2];
        await group.ReadAsync<DateTime>(fields.Single(f => f.Name == "outcomeAt"), at.AsMemory());
        at.ShouldBe([TestRecords.Start.AddDays(1).UtcDateTime, null]);
    }

    [Fact]
    public async Task Times_limit_it()
    {
        var counts = await new DecisionExport(_store).RunAsync(
            All with { From = TestRecords.Start.AddSeconds(2), Until = TestRecords.Start.AddSeconds(3) }, ExportFormat.Csv, new MemoryStream(), default);

        counts.ShouldBe(new ExportCounts(1, 0, 0));
    }

    [Fact]
    public async Task A_product_without_decisions_is_a_fault() =>
        (await Should.ThrowAsync<RequestFaultException>(
            () => new DecisionExport(_store).RunAsync(All with { Product = "other" }, ExportFormat.Csv, new MemoryStream(), default))).Message.ShouldContain("other");

    private async Task<(string Text, ExportCounts Counts)> ExportAsync(ExportFormat format)
    {
        using var file = new MemoryStream();
        var counts = await new DecisionExport(_store).RunAsync(All, format, file, default);
        return (Encoding.UTF8.GetString(file.ToArray()), counts);
    }

    private static Dictionary<string, string> Cells(string[] header, string line) => header.Zip(line.Split(',')).ToDictionary(c => c.First, c => c.Second);
}

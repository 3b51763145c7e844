using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Finntelligence.Histories.Checks;
using Finntelligence.Histories.Import;
using Finntelligence.Histories.Sources;
using Finntelligence.Histories.Sources.Csv;

namespace Finntelligence.Histories.Tests.Import;

public sealed class HistoryImportTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Target => _folder.File("raw/history.csv");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_table_is_written_in_normal_form_and_summed_up()
    {
        ImportSummary summary = Import("a,b\r\n1.0,x\r\n.,y\r\n", ImportChecks.None);

        File.ReadAllText(Target).ShouldBe("a,b\n1,x\n,y\n");
        summary.Rows.ShouldBe(2);
        summary.Columns.ShouldBe([new ColumnSummary("a", 1), new ColumnSummary("b", 0)]);
        summary.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Target))));
    }

    [Fact]
    public void What_was_imported_imports_to_the_same_bytes()
    {
        string first = Import("a,b\r\n\"1.50\",\"x,y\"\n", ImportChecks.None).Sha256;
        Import(File.ReadAllText(Target), ImportChecks.None).Sha256.ShouldBe(first);
    }

    [Fact]
    public void A_failed_check_names_figure_expected_and_found_and_keeps_the_earlier_import()
    {
        Import("a\n1\n", Rows(1));

        var e = Should.Throw<FailedChecksException>(() => Import("a\n1\n2\n3\n", Rows(1)));

        e.Message.ShouldContain("letters is 3, expected 1 ± 0");
        File.ReadAllText(Target).ShouldBe("a\n1\n");
        OnlyTargetIsLeft();
    }

    [Fact]
    public void Force_imports_in_spite_of_a_failed_check()
    {
        ImportSummary summary = Import("a\n1\n2\n", Rows(1), force: true);

        summary.Checks.Single().Passed.ShouldBeFalse();
        File.ReadAllText(Target).ShouldBe("a\n1\n2\n");
    }

    [Fact]
    public void Not_even_force_imports_a_damaged_file()
    {
        Import("a\n1\n", ImportChecks.None);
        Should.Throw<FaultyCellsException>(() => Import("a\n1\n2,3\n", ImportChecks.None, force: true));
        File.ReadAllText(Target).ShouldBe("a\n1\n");
        OnlyTargetIsLeft();
    }

    [Fact]
    public void A_table_without_rows_is_refused() =>
        Should.Throw<InvalidSourceException>(() => Import("a\n", ImportChecks.None)).Message.ShouldBe("The table has no rows.");

    [Fact]
    public void Cancelling_leaves_the_earlier_import()
    {
        Import("a\n1\n", ImportChecks.None);
        string many = "a\n" + string.Concat(Enumerable.Repeat("2\n", 1000));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Should.Throw<OperationCanceledException>(() => Import(many, ImportChecks.None, cancellation: cancelled.Token));

        File.ReadAllText(Target).ShouldBe("a\n1\n");
        OnlyTargetIsLeft();
    }

    private static ImportChecks Rows(double expected) => new(
        "a paper",
        [new CheckDefinition { Figure = "letters", Measure = Measure.Rows, Expected = expected, Where = ImmutableSortedDictionary<string, JsonElement>.Empty }]);

    private void OnlyTargetIsLeft() => Directory.GetFiles(Path.GetDirectoryName(Target)!).ShouldBe([Target]);

    private ImportSummary Import(string csv, ImportChecks checks, bool force = false, CancellationToken cancellation = default)
    {
        ITableSource Open() => new CsvSource(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv)), CsvDialect.Usual, () => 0);
        return new HistoryImport(checks, product: null).Run(Open, Target, force, new Progress<double>(), cancellation);
    }
}

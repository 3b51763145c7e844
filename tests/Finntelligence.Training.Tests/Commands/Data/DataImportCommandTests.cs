using System.Text.Json;

namespace Finntelligence.Training.Tests.Commands.Data;

public sealed class DataImportCommandTests : IDisposable
{
    private const string Checks =
        """{"source":"the paper","checks":[{"figure":"mean of a","measure":"mean","column":"a","expected":2,"tolerance":0.5}]}""";

    private readonly TestConsole _console = new();

    private string History => _console.Folder.File("data/cash-loan/raw/history.csv");

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task A_good_file_is_imported_and_reported()
    {
        _console.Folder.Write("data/cash-loan/import-checks.json", Checks);
        (await Import("a,b\n1,\n3,x\n")).ShouldBe(0);

        File.ReadAllText(History).ShouldBe("a,b\n1,\n3,x\n");
        _console.Output.ShouldContain("2 rows, 2 columns.");
        _console.Output.ShouldContain("  mean of a          2       2   ok");
        _console.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task With_json_the_summary_is_one_document()
    {
        (await Import("a,b\n1,\n3,x\n", "--json")).ShouldBe(0);

        JsonElement root = JsonDocument.Parse(_console.Output).RootElement;
        root.GetProperty("rows").GetInt64().ShouldBe(2);
        root.GetProperty("columns")[1].GetProperty("missing").GetInt64().ShouldBe(1);
        root.GetProperty("path").GetString().ShouldBe(History);
    }

    [Fact]
    public async Task A_failed_check_is_an_error_and_writes_nothing()
    {
        _console.Folder.Write("data/cash-loan/import-checks.json", Checks);
        (await Import("a\n1\n9\n")).ShouldBe(1);

        _console.Error.ShouldBe(
            "The file does not show the figures of the paper: mean of a is 5, expected 2 ± 0.5. Nothing was written. --force imports it all the same.\n");
        File.Exists(History).ShouldBeFalse();
    }

    [Fact]
    public async Task Force_turns_a_failed_check_into_a_warning()
    {
        _console.Folder.Write("data/cash-loan/import-checks.json", Checks);
        (await Import("a\n1\n9\n", "--force")).ShouldBe(0);

        _console.Error.ShouldBe("warning: mean of a is 5, expected 2 ± 0.5; imported all the same.\n");
        File.Exists(History).ShouldBeTrue();
    }

    [Fact]
    public async Task A_product_definition_with_faults_does_not_keep_from_importing()
    {
        _console.Folder.Write("data/cash-loan/product.json", "{}");
        (await Import("a\n1\n")).ShouldBe(0);
        _console.Error.ShouldStartWith("warning: ");
        _console.Error.ShouldContain("has faults");
        _console.Error.ShouldContain("name: Is missing.");
    }

    [Fact]
    public async Task A_product_without_a_folder_is_an_error()
    {
        (await Import("a\n1\n", "--product", "mortgage")).ShouldBe(1);
        _console.Error.ShouldStartWith("There is no product mortgage");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_an_error()
    {
        (await _console.RunAsync("data", "import", "--from", "nowhere.csv")).ShouldBe(1);
        _console.Error.ShouldBe("There is no file nowhere.csv.\n");
    }

    private Task<int> Import(string csv, params string[] more) =>
        _console.RunAsync(["data", "import", "--from", _console.Folder.Write("in.csv", csv), .. more]);
}

using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Tests.Output;
using Finntelligence.Histories.Import;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Histories.Tests.Import;

public sealed class ProductCheckTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly RecordingReporter _reporter = new();

    private static string Shipped => File.ReadAllText(Repository.File("data/cash-loan/product.json"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_shipped_definition_has_no_faults_and_its_gaps_are_named()
    {
        _folder.Write("data/cash-loan/product.json", Shipped);

        var check = Run("cash-loan");

        check.IsValid.ShouldBeTrue();
        check.HasHistory.ShouldBeFalse();
        check.Gaps.Select(g => g.Path).ShouldContain("economics.lossGivenDefault");
    }

    [Fact]
    public void Every_fault_is_placed_at_its_line()
    {
        _folder.Write("data/cash-loan/product.json", Shipped.Replace("\"step\": 100,", "\"step\": 0,", StringComparison.Ordinal).Replace("\"currency\": \"ZAR\"", "\"currency\": \"rand\"", StringComparison.Ordinal));
        string[] lines = File.ReadAllLines(_folder.File("data/cash-loan/product.json"));

        var check = Run("cash-loan");

        check.IsValid.ShouldBeFalse();
        check.Faults.Select(f => (f.Fault.Path, lines[f.Line!.Value - 1].Trim().TrimEnd(','))).ShouldBe(
            [("currency", "\"currency\": \"rand\""), ("offer.amount.step", "\"step\": 0")], ignoreOrder: true);
    }

    [Fact]
    public void A_history_that_does_not_fit_is_told_in_sentences_while_the_definition_is_right()
    {
        _folder.Write("data/cash-loan/product.json", Shipped);
        _folder.Write("data/cash-loan/raw/history.csv", "risk,itcscore\nLOW,600\n");

        var check = Run("cash-loan");

        (check.IsValid, check.HasHistory, check.Faults.Length).ShouldBe((false, true, 0));
        check.History.ShouldContain("There is no column appscore, which the product needs.");
    }

    [Fact]
    public void Another_folder_than_the_name_and_damaged_checks_beside_it_are_told()
    {
        _folder.Write("data/other/product.json", Shipped);
        _folder.Write("data/other/import-checks.json", "{");

        var check = Run("other");

        check.History.Length.ShouldBe(2);
        check.History[0].ShouldContain("import-checks.json");
        check.History[1].ShouldBe("The product is named \"cash-loan\", but lies in the folder other.");
    }

    [Fact]
    public void A_product_that_is_not_there_is_a_fault() =>
        Should.Throw<RequestFaultException>(() => Run("mortgage")).Message.ShouldContain("'product init --from <history>' proposes one.");

    private ProductCheck Run(string product) => ProductCheck.Run(new Workspace(_folder.Path), product, _reporter, CancellationToken.None);
}

using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Tests.Output;
using Finntelligence.Histories.Files;
using Finntelligence.Histories.Import;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Histories.Tests.Import;

public sealed class ProductImportTests : IDisposable
{
    private const string Product = "cash-loan";
    private const string Header = "risk,grossincome,itcscore,appscore,trcount,dormancy,lastamount,lastterm,offer4,tookup,loansize,term,pstdue_average\n";
    private const string TwoRows = Header + "LOW,3.2,600,30,3,10,1000,4,7.5,1,2000,6,0\nHIGH,2,,20,1,5,400,4,11,0,0,,\n";

    private const string Checks =
        """{"source":"the paper","checks":[{"figure":"mean of dormancy","measure":"mean","column":"dormancy","expected":2,"tolerance":0.5}]}""";

    private readonly TestFolder _folder = new();
    private readonly RecordingReporter _reporter = new();

    public ProductImportTests() => _folder.Write("data/cash-loan/product.json", File.ReadAllBytes(Repository.File("data/cash-loan/product.json")));

    private Workspace Workspace => new(_folder.Path);

    private string Target => TrainingHistory.ImportedPath(Workspace, Product);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_becomes_the_history_of_the_product()
    {
        var import = Run(TwoRows);

        import.Path.ShouldBe(Target);
        import.Summary.Rows.ShouldBe(2);
        import.Summary.Labels.ShouldBe([new LabelSummary("take-up", 2, 1), new LabelSummary("default", 1, 0)]);
        TrainingHistory.Find(Workspace, Product, asked: null).Sha256.ShouldBe(import.Summary.Sha256);
        _reporter.Tracked.ShouldBe(["Importing in.csv"]);
        _reporter.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_figure_that_differs_keeps_the_file_out_until_it_is_forced()
    {
        _folder.Write("data/cash-loan/import-checks.json", Checks);

        Should.Throw<FailedChecksException>(() => Run(TwoRows)).Message.ShouldContain("mean of dormancy is 7.5, expected 2 ± 0.5");
        File.Exists(Target).ShouldBeFalse();

        Run(TwoRows, force: true).Source.ShouldBe("the paper");
        _reporter.Warnings.ShouldBe(["mean of dormancy is 7.5, expected 2 ± 0.5; imported all the same."]);
        File.Exists(Target).ShouldBeTrue();
    }

    [Fact]
    public void A_product_with_faults_is_told_and_the_file_imported_by_its_looks()
    {
        _folder.Write("data/cash-loan/product.json", "{}");

        Run(TwoRows).Summary.Labels.ShouldBeEmpty();

        _reporter.Warnings.ShouldHaveSingleItem().ShouldContain("has faults, so cells are read by their looks only and no label is counted.");
    }

    [Fact]
    public void An_import_that_is_broken_off_leaves_the_history_that_was_there()
    {
        Run(TwoRows);
        byte[] before = File.ReadAllBytes(Target);
        using var stop = new CancellationTokenSource();
        _reporter.Watch = _ => stop.Cancel();
        string rows = Header + string.Concat(Enumerable.Repeat("LOW,3.2,600,30,3,10,1000,4,7.5,0,0,,0\n", 5000));

        Should.Throw<OperationCanceledException>(() => Run(rows, cancellation: stop.Token));

        File.ReadAllBytes(Target).ShouldBe(before);
        Directory.GetFiles(Path.GetDirectoryName(Target)!).ShouldBe([Target]);
    }

    [Fact]
    public void A_product_without_a_folder_is_a_fault_that_says_what_to_make() =>
        Should.Throw<RequestFaultException>(() => ProductImport.Run(Workspace, "mortgage", _folder.Write("in.csv", TwoRows), null, false, _reporter, CancellationToken.None))
            .Message.ShouldBe($"There is no product mortgage: make the folder {_folder.File("data/mortgage")} with its product.json first.");

    private ProductImport Run(string csv, bool force = false, CancellationToken cancellation = default) =>
        ProductImport.Run(Workspace, Product, _folder.Write("in.csv", csv), sheet: null, force, _reporter, cancellation);
}

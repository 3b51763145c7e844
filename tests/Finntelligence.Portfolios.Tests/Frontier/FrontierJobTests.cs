using System.Text;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Tests.Output;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Requests;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Workspaces;
using Finntelligence.Portfolios.Frontier;
using Finntelligence.Portfolios.Tests.Scoring;

namespace Finntelligence.Portfolios.Tests.Frontier;

public sealed class FrontierJobTests : IDisposable
{
    private const int Applicants = 200;

    private static readonly RegisteredModels Models = RegisteredModels.Load(new Workspace(Repository.Root), "cash-loan", "production");
    private static readonly FrontierLimit None = new(null, null, null);

    private readonly TestFolder _folder = new();
    private readonly RecordingReporter _reporter = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_limit_everyone_has_the_most_profitable_offer_and_all_files_are_written()
    {
        var (run, applicants, faulty, _) = Run(SomeApplicants.Csv(Applicants), None);

        (applicants, faulty).ShouldBe((Applicants - (Applicants / 20), Applicants / 20));
        run.Chosen.Point.Totals.Profit.ShouldBe(run.Frontiers.Max(f => f.Points.Max(p => p.Totals.Profit)), 1e-6);
        Directory.GetFiles(_folder.Path).Select(Path.GetFileName).ShouldBe(
            ["chosen.csv", "errors.csv", "frontier-capital.csv", "frontier-loans.csv", "frontier-losses.csv", "frontier.svg", "offers.csv"], ignoreOrder: true);
        File.ReadAllLines(_folder.File("offers.csv")).LongLength.ShouldBe(1 + applicants);
    }

    [Fact]
    public void A_limit_is_kept_whichever_it_is()
    {
        var free = Run(SomeApplicants.Csv(Applicants), None).Run.Chosen.Point.Totals;

        var capital = Run(SomeApplicants.Csv(Applicants), None with { Capital = free.Capital / 2 }).Run.Chosen.Point;
        capital.Totals.Capital.ShouldBeInRange(free.Capital / 3, free.Capital / 2);
        capital.Totals.Profit.ShouldBeLessThan(free.Profit);

        var loans = Run(SomeApplicants.Csv(Applicants), None with { Loans = free.Loans * 1.1 }).Run.Chosen.Point;
        loans.Totals.Loans.ShouldBeGreaterThanOrEqualTo(free.Loans * 1.1);
        loans.Totals.Profit.ShouldBeLessThan(free.Profit);
    }

    [Fact]
    public void More_loans_than_can_be_had_are_a_fault_that_says_how_many_can()
    {
        Should.Throw<RequestFaultException>(() => Run(SomeApplicants.Csv(Applicants), None with { Loans = 1_000_000 })).Message.ShouldContain("can be had of these applicants");
        File.Exists(_folder.File("offers.csv")).ShouldBeFalse();
    }

    [Fact]
    public void Where_every_line_has_a_fault_they_are_kept_and_nothing_else_is_written()
    {
        string csv = SomeApplicants.Header + "\na,PURPLE,1,2,3,4,5,6,7\n";

        var fault = Should.Throw<RequestFaultException>(() => Run(csv, None));

        fault.Message.ShouldBe($"There is no applicant without a fault in the test; see {_folder.File("errors.csv")}.");
        File.ReadAllText(_folder.File("errors.csv")).ShouldContain("riskCategory");
        Directory.GetFiles(_folder.Path).Length.ShouldBe(1);
    }

    [Fact]
    public void Losses_count_in_full_where_the_product_says_nothing()
    {
        Models.Product.Economics.LossGivenDefault.ShouldBe(0);
        var whole = Run(SomeApplicants.Csv(Applicants), None, lossGivenDefault: null).Run.Chosen;
        var half = Run(SomeApplicants.Csv(Applicants), None, lossGivenDefault: 0.5).Run.Chosen;

        double Losses((EfficientFrontier Frontier, FrontierPoint Point) chosen) => chosen.Frontier.Losses.In(chosen.Point.Totals);
        Losses(half).ShouldBe(Losses(whole) / 2, 1e-6 * Losses(whole));
    }

    [Fact]
    public void The_files_do_not_depend_on_threads()
    {
        Run(SomeApplicants.Ndjson(Applicants), None, threads: 1);
        string[] first = Contents();
        Run(SomeApplicants.Ndjson(Applicants), None, threads: 3);

        Contents().ShouldBe(first);
        first.Length.ShouldBe(7);
    }

    private string[] Contents() => [.. Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    private FrontierOutcome Run(string input, FrontierLimit limit, double? lossGivenDefault = null, int threads = 2)
    {
        var records = new RecordOptions(null, null, new RequestColumnOptions());
        using var source = RecordSource.Open(Models.Product, new MemoryStream(Encoding.UTF8.GetBytes(input)), records);
        return new FrontierJob(Models, source, lossGivenDefault, _folder.Path).Run(limit, "the test", threads, length: null, _reporter, CancellationToken.None);
    }
}

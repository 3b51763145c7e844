using System.Text;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Tests.Output;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Requests;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Workspaces;
using Finntelligence.Portfolios.Frontier;
using Finntelligence.Portfolios.Frontier.Exploring;
using Finntelligence.Portfolios.Tests.Scoring;

namespace Finntelligence.Portfolios.Tests.Frontier;

public sealed class PortfolioFrontierTests : IDisposable
{
    private const int Applicants = 700;

    private static readonly RegisteredModels Models = RegisteredModels.Load(new Workspace(Repository.Root), "cash-loan", "production");

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Figures_and_offers_are_those_of_the_console_to_the_last_bit()
    {
        string csv = SomeApplicants.Csv(Applicants);
        using var source = Open(csv);
        var run = new FrontierJob(Models, source, lossGivenDefault: null, _folder.Path).Run(
            new FrontierLimit(null, null, null), "the test", threads: 2, csv.Length, new RecordingReporter(), CancellationToken.None).Run;
        var shares = new List<double>();
        using var again = Open(csv);

        var found = PortfolioFrontier.Find(Models, again, threads: 1, csv.Length, new Shares(shares), CancellationToken.None);

        (found.Applicants, found.Faulty).ShouldBe((Applicants - (Applicants / 20), Applicants / 20));
        found.Unlimited.ShouldBe(run.Chosen.Point);
        foreach (var (mine, theirs) in found.Frontiers.Zip(run.Frontiers))
            mine.Points.ShouldBe(theirs.Points);
        shares.ShouldBeInOrder();
        shares[^1].ShouldBe(1);
        using var offers = new MemoryStream();
        found.WriteOffers(offers, found.Frontiers[0], found.Unlimited);
        offers.ToArray().ShouldBe(File.ReadAllBytes(_folder.File("offers.csv")));
    }

    [Fact]
    public void Offers_within_a_budget_add_up_to_its_point()
    {
        using var source = Open(SomeApplicants.Csv(Applicants));
        var found = PortfolioFrontier.Find(Models, source, threads: 1, length: null, new Shares([]), CancellationToken.None);
        var capital = found.Frontiers.Single(f => f.Resource.Name == "capital");
        var half = capital.Points[capital.Points.Count / 2];
        using var offers = new MemoryStream();

        found.WriteOffers(offers, capital, half);

        var rows = Encoding.UTF8.GetString(offers.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',')).ToList();
        rows.Count.ShouldBe((int)found.Applicants);
        rows.Count(r => r[2] == "offer").ShouldBe((int)half.Totals.Offered);
        rows.Sum(r => double.Parse(r[8], System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(half.Totals.Profit, 0.01 * rows.Count);
        half.Totals.Capital.ShouldBeLessThanOrEqualTo(half.Limit);
    }

    [Fact]
    public void Nobody_to_decide_about_is_a_fault()
    {
        using var source = Open(SomeApplicants.Header + "\na,PURPLE,1,2,3,4,5,6,7\n");

        Should.Throw<RequestFaultException>(() => PortfolioFrontier.Find(Models, source, 1, null, new Shares([]), CancellationToken.None))
            .Message.ShouldBe("There is no applicant without a fault.");
    }

    private static RecordSource Open(string csv) => RecordSource.Open(
        Models.Product, new MemoryStream(Encoding.UTF8.GetBytes(csv)), new RecordOptions(null, null, new RequestColumnOptions()));

    private sealed class Shares(List<double> told) : IProgress<double>
    {
        public void Report(double value) => told.Add(value);
    }
}

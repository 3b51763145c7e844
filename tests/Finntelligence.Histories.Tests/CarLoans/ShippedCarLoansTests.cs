using System.IO.Compression;
using System.Text;
using Finntelligence.Histories.CarLoans;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;

namespace Finntelligence.Histories.Tests.CarLoans;

public sealed class ShippedCarLoansTests : IDisposable
{
    private static readonly string Path = Repository.File("data/car-loan/simulated.csv.gz");

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_shipped_history_is_what_its_seed_draws()
    {
        string fresh = _folder.File("simulated.csv.gz");
        CarSimulation.Write(fresh, CarSimulation.ShippedSeed, CarSimulation.ShippedRows, new Progress<double>(), CancellationToken.None);

        string[] expected = Lines(fresh), shipped = Lines(Path);

        shipped.Length.ShouldBe(expected.Length);
        for (int i = 0; i < shipped.Length; i++)
            shipped[i].ShouldBe(expected[i], $"line {i + 1}");
    }

    [Fact]
    public void It_is_small() => new FileInfo(Path).Length.ShouldBeLessThan(400_000);

    [Fact]
    public void Outcomes_happen_as_often_as_the_truth_says()
    {
        double takeUp = 0, takeUpVariance = 0, defaults = 0, defaultVariance = 0;
        int taken = 0, chargedOff = 0;
        for (int row = 0; row < CarSimulation.ShippedRows; row++)
        {
            var application = CarSimulation.Application(CarSimulation.ShippedSeed, row);
            var (offer, who) = (application.Offer, application.Applicant);
            double take = CarMarket.ProbabilityOfTakeUp(who, offer.Amount, offer.Months, (double)offer.Rate);
            (takeUp, takeUpVariance) = (takeUp + take, takeUpVariance + (take * (1 - take)));
            if (application.Loan is not { } loan)
                continue;
            double fail = CarMarket.ProbabilityOfDefault(who, offer.Amount, offer.Months, (double)offer.Rate);
            (defaults, defaultVariance) = (defaults + fail, defaultVariance + (fail * (1 - fail)));
            taken++;
            chargedOff += loan.ChargedOff ? 1 : 0;
        }

        // Within four standard errors, for a seed that is fixed.
        ((double)taken).ShouldBe(takeUp, 4 * Math.Sqrt(takeUpVariance));
        ((double)chargedOff).ShouldBe(defaults, 4 * Math.Sqrt(defaultVariance));
        chargedOff.ShouldBeGreaterThan(250);
    }

    [Fact]
    public void Both_models_can_learn_from_it()
    {
        ProductDefinition product = ProductLoader.Load(Repository.File("data/car-loan/product.json"));

        TrainingRows acceptance = History.Read(product, ModelKind.Acceptance, Path);
        TrainingRows risk = History.Read(product, ModelKind.Risk, Path);

        acceptance.Labels.Length.ShouldBe(CarSimulation.ShippedRows);
        acceptance.Implausible.ShouldBeEmpty();
        risk.Labels.Length.ShouldBe((int)acceptance.Labels.Sum());
        risk.Implausible.ShouldBeEmpty();
    }

    [Fact]
    public void Every_offer_of_it_is_one_that_the_product_could_make()
    {
        ProductDefinition product = ProductLoader.Load(Repository.File("data/car-loan/product.json"));
        for (int row = 0; row < 2000; row++)
        {
            var application = CarSimulation.Application(CarSimulation.ShippedSeed, row);
            var (offer, who) = (application.Offer, application.Applicant);
            product.Offer.Months.Values.ShouldContain(offer.Months);
            offer.Rate.ShouldBeInRange(product.Offer.Rate.Minimum, product.Offer.Rate.Maximum);
            offer.Amount.ShouldBeInRange((int)product.Offer.Amount.Minimum, (int)product.Offer.Amount.Maximum);
            offer.Amount.ShouldBeLessThanOrEqualTo(who.RequestedAmount);
        }
    }

    private static string[] Lines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd().Split('\n');
    }
}

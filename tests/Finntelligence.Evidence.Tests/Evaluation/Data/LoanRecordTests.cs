using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Identification;

namespace Finntelligence.Evidence.Tests.Evaluation.Data;

public sealed class LoanRecordTests : IDisposable
{
    private static readonly ProductDefinition Cars = ProductLoader.Load(Repository.File("data/car-loan/product.json"));
    private static readonly ExperimentDefinition Experiment = ExperimentDefinition.Load(Repository.File("data/car-loan/experiment.json"));

    private const string Header =
        "quarter,tier,bureau_score,net_income,employed_for,make,region,vehicle_age,vehicle_price,competitor_rate,amount,months,rate,accepted,loan_status,margin\n";

    private const string Rows =
        """
        Q1,A,786,7170,4 years,Dorado,Centre,1,13100,5,9000,48,4.2,no,,
        Q1,B,645,1540,4 years,Pico,West,0,15150,8,10000,36,9.5,yes,Repaid,700
        Q2,B,645,1540,4 years,Pico,West,0,15150,8,10000,36,9.5,yes,Charged off,-2500
        Q2,B,645,1540,4 years,Pico,West,0,15150,8,10000,36,9.5,yes,,

        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // What a loan of unknown end earned is not known.
    [Fact]
    public void Without_a_record_a_loan_earned_what_the_product_makes_of_its_terms_and_its_end()
    {
        var rows = Read(Cars, Experiment);

        rows.Taken.ShouldBe([false, true, true]);
        var price = LoanPricing.Price(Cars.Economics, Cars.RatePeriod, new OfferTerms(10000, 36, 9.5m));
        rows.Earned.ShouldBe([0, price.Margin, -0.5 * price.Exposure]);
        RealisedProfit.Recorded(rows, costOfFunds: 99).ShouldBe(rows.Earned);
        rows.AskedOf(0).ShouldBe(new OfferVector(9000, 48, double.NaN));
        var request = rows.RequestOf(1, Cars);
        (request.RequestedAmount, request.Constraints.MinimumAmount).ShouldBe((10000, 10000));
        request.Constraints.Months.ShouldBe([36]);
    }

    // experiment.json names the column; product.json says how it is read.
    [Fact]
    public void The_rate_of_an_experiment_is_read_as_the_models_read_it()
    {
        var spread = new SourceColumn("rate", 0.01m, []) { Reference = SourceColumn.Plain("competitor_rate") };
        var product = Cars with
        {
            Acceptance = Cars.Acceptance with { OfferColumns = Cars.Acceptance.OfferColumns.SetItem(OfferVariable.Rate, spread) },
        };

        Read(product, Experiment).Rates.ShouldBe([5.042, 8.095, 8.095]);
    }

    [Fact]
    public void A_margin_that_was_recorded_goes_first()
    {
        var rows = Read(Cars with { Economics = Cars.Economics with { RecordedMargin = SourceColumn.Plain("margin") } }, Experiment);

        rows.Earned.ShouldBe([0, 700, -2500]);
    }

    [Fact]
    public void Interest_and_arrears_go_before_both()
    {
        var cash = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));
        var whole = ExperimentDefinition.Load(Repository.File("data/cash-loan/experiment.json"));

        new LoanRecord(cash with { Economics = cash.Economics with { RecordedMargin = SourceColumn.Plain("margin") } }, whole).Way.ShouldBe(Earnings.Recorded);
    }

    [Fact]
    public void What_nobody_says_is_named_at_once()
    {
        var nothing = new DeclaredProbability([new DeclaredPoint(0, 0.3m)]);
        var product = Cars with { Acceptance = Cars.Acceptance with { Declared = nothing }, Risk = Cars.Risk with { Declared = nothing } };

        var fault = Should.Throw<DataFaultException>(() => new LoanRecord(product, Experiment)).Message;

        fault.ShouldContain("taken in experiment.json");
        fault.ShouldContain("economics.recordedMargin in product.json");
    }

    private Experiment Read(ProductDefinition product, ExperimentDefinition experiment)
    {
        _folder.Write("history.csv", System.Text.Encoding.UTF8.GetBytes(Header + Rows));
        return ExperimentReader.Read(product, experiment, product.Policy.RateCaps!, _folder.File("history.csv"), default);
    }
}

using Finntelligence.Histories.Simulation;

namespace Finntelligence.Histories.Tests.Simulation;

public sealed class TwinSimulationTests
{
    private const int Rows = 200_000;

    private static readonly SimulatedLetter[] Letters = [.. Enumerable.Range(0, Rows).Select(row => TwinSimulation.Letter(99, row))];

    [Fact]
    public void Take_up_is_drawn_with_the_published_probability() =>
        Calibration([.. Letters.Select(l => (SimulatedMarket.ProbabilityOfTakeUp(l.Client.Applicant, l.Offer.RatePercent), l.Outcome.TookUp))])
            .ShouldBeLessThan(45.3);

    [Fact]
    public void Default_is_drawn_with_the_published_probability_and_arrears_tell_it()
    {
        (double, bool)[] loans = [.. Letters.Where(l => l.Outcome.TookUp).Select(l =>
        {
            SimulatedLoan loan = l.Outcome.Loan!;
            double probability = SimulatedMarket.ProbabilityOfDefault(l.Client.Applicant, loan.Amount, loan.Months, l.Offer.RatePercent);
            return (probability, loan.PastDue / loan.Amount > 0.25m);
        })];
        loans.Length.ShouldBeGreaterThan(13_000);
        Calibration(loans).ShouldBeLessThan(45.3);
    }

    [Fact]
    public void Probabilities_recomputed_from_the_written_cells_are_the_ones_drawn_with()
    {
        string[] cells = new string[TwinColumns.Names.Count];
        foreach (SimulatedLetter letter in Letters.Take(2_000))
        {
            TwinColumns.Write(letter, cells);
            MarketApplicant read = MarketApplicant.OfRow(column => cells[Array.IndexOf([.. TwinColumns.Names], column)]);
            SimulatedMarket.ProbabilityOfTakeUp(read, letter.Offer.RatePercent)
                .ShouldBe(SimulatedMarket.ProbabilityOfTakeUp(letter.Client.Applicant, letter.Offer.RatePercent));
        }
    }

    // Expected figures are those of data/cash-loan/import-checks.json; tolerances about four standard errors at 200,000 rows,
    // plus what a table of 21 quantiles cannot follow.
    [Theory]
    [InlineData("take-up", 0.0722, 0.003)]
    [InlineData("take-up LOW", 0.165, 0.010)]
    [InlineData("take-up MEDIUM", 0.153, 0.011)]
    [InlineData("take-up HIGH", 0.049, 0.0025)]
    [InlineData("rate", 8.029, 0.025)]
    [InlineData("share HIGH", 0.7896, 0.004)]
    [InlineData("share wave 1", 0.0921, 0.003)]
    [InlineData("no bureau record", 0.1216, 0.003)]
    [InlineData("loan", 1430.74, 60)]
    [InlineData("term 4", 0.829, 0.02)]
    [InlineData("past due over 10 %", 0.279, 0.016)]
    [InlineData("past due over 25 %", 0.157, 0.013)]
    [InlineData("past due over 50 %", 0.083, 0.012)]
    [InlineData("applied", 0.0844, 0.003)]
    [InlineData("above standard rate", 0.01175, 0.0015)]
    public void Headline_figures_are_those_of_the_experiment(string figure, double expected, double tolerance) =>
        Figure(figure).ShouldBe(expected, tolerance);

    [Fact]
    public void Signals_are_as_strong_as_in_the_experiment()
    {
        double[] scores = [.. Letters.Select(l => SimulatedMarket.ProbabilityOfTakeUp(l.Client.Applicant, l.Offer.RatePercent))];
        AreaUnderCurve(scores, [.. Letters.Select(l => l.Outcome.TookUp)]).ShouldBe(0.712, 0.012);

        SimulatedLetter[] takers = [.. Letters.Where(l => l.Outcome.TookUp)];
        double[] risks = [.. takers.Select(l =>
            SimulatedMarket.ProbabilityOfDefault(l.Client.Applicant, l.Outcome.Loan!.Amount, l.Outcome.Loan.Months, l.Offer.RatePercent))];
        AreaUnderCurve(risks, [.. takers.Select(l => l.Outcome.Loan!.PastDue / l.Outcome.Loan.Amount > 0.25m)]).ShouldBe(0.717, 0.02);
    }

    [Fact]
    public void The_rate_is_random_given_class_and_wave()
    {
        foreach (var cell in Letters.GroupBy(l => (l.Client.Risk, l.Client.Wave)))
        {
            double bound = 5 / Math.Sqrt(cell.Count());
            Math.Abs(Correlation(cell, l => l.Client.Dormancy)).ShouldBeLessThan(bound);
            Math.Abs(Correlation(cell, l => l.Client.LastAmount)).ShouldBeLessThan(bound);
            Math.Abs(Correlation(cell, l => l.Client.ApplicationScore)).ShouldBeLessThan(bound);
        }
    }

    [Fact]
    public void What_the_experiment_never_shows_the_twin_never_shows()
    {
        foreach (SimulatedLetter letter in Letters)
        {
            (letter.Client.Income is null).ShouldBe(letter.Client.Wave == 1);
            letter.Offer.ContractRate.ShouldBeInRange(325, letter.Offer.Rate);
            (letter.Outcome.Loan is not null).ShouldBe(letter.Outcome.TookUp);
            if (letter.Client.Risk == RiskClass.High || letter.Client.Wave == 1)
                letter.Offer.TermShown.ShouldBeNull();
            if (letter.Outcome.Loan is { } loan)
                loan.Amount.ShouldBeInRange(200, 10_000);
        }
    }

    private static double Figure(string name) => name switch
    {
        "take-up" => Share(l => l.Outcome.TookUp),
        "take-up LOW" => TakeUp(RiskClass.Low),
        "take-up MEDIUM" => TakeUp(RiskClass.Medium),
        "take-up HIGH" => TakeUp(RiskClass.High),
        "rate" => Letters.Average(l => l.Offer.RatePercent),
        "share HIGH" => Share(l => l.Client.Risk == RiskClass.High),
        "share wave 1" => Share(l => l.Client.Wave == 1),
        "no bureau record" => Share(l => l.Client.BureauScore == 0),
        "loan" => Loans().Average(l => l.Amount),
        "term 4" => Loans().Average(l => l.Months == 4 ? 1.0 : 0),
        "past due over 10 %" => Loans().Average(l => l.PastDue / l.Amount > 0.10m ? 1.0 : 0),
        "past due over 25 %" => Loans().Average(l => l.PastDue / l.Amount > 0.25m ? 1.0 : 0),
        "past due over 50 %" => Loans().Average(l => l.PastDue / l.Amount > 0.50m ? 1.0 : 0),
        "applied" => Share(l => l.Outcome.TookUp || l.Outcome.Rejected),
        "above standard rate" => Share(l => l.Offer.Rate > l.Client.Risk switch { RiskClass.Low => 775, RiskClass.Medium => 975, _ => 1175 }),
        _ => throw new ArgumentException(name),
    };

    private static double Share(Func<SimulatedLetter, bool> holds) => Letters.Average(l => holds(l) ? 1.0 : 0);

    private static double TakeUp(RiskClass risk) => Letters.Where(l => l.Client.Risk == risk).Average(l => l.Outcome.TookUp ? 1.0 : 0);

    private static IEnumerable<SimulatedLoan> Loans() => Letters.Where(l => l.Outcome.TookUp).Select(l => l.Outcome.Loan!);

    // Chi-square over 20 groups of equal size by probability. With 20 degrees of freedom 45.3 is passed once in a thousand.
    private static double Calibration((double Probability, bool Event)[] draws) =>
        draws.OrderBy(d => d.Probability).Chunk((draws.Length + 19) / 20).Sum(group =>
        {
            double expected = group.Sum(d => d.Probability);
            double variance = group.Sum(d => d.Probability * (1 - d.Probability));
            double difference = group.Count(d => d.Event) - expected;
            return difference * difference / variance;
        });

    private static double AreaUnderCurve(double[] scores, bool[] events)
    {
        bool[] ordered = [.. scores.Zip(events).OrderBy(p => p.First).Select(p => p.Second)];
        double below = 0;
        double pairs = 0;
        foreach (bool isEvent in ordered)
        {
            below += isEvent ? 0 : 1;
            pairs += isEvent ? below : 0;
        }
        return pairs / (below * (ordered.Length - below));
    }

    private static double Correlation(IEnumerable<SimulatedLetter> letters, Func<SimulatedLetter, double> trait)
    {
        (double X, double Y)[] points = [.. letters.Select(l => (l.Offer.RatePercent, trait(l)))];
        double meanX = points.Average(p => p.X);
        double meanY = points.Average(p => p.Y);
        double covariance = points.Sum(p => (p.X - meanX) * (p.Y - meanY));
        return covariance / Math.Sqrt(points.Sum(p => (p.X - meanX) * (p.X - meanX)) * points.Sum(p => (p.Y - meanY) * (p.Y - meanY)));
    }
}

using Finntelligence.Histories.Simulation;
using Finntelligence.Histories.Simulation.Confounding;

namespace Finntelligence.Histories.Tests.Simulation.Confounding;

public sealed class ConfoundedSimulationTests
{
    private const int Rows = 40_000;

    [Theory]
    [InlineData("none")]
    [InlineData("weak")]
    [InlineData("moderate")]
    [InlineData("strong")]
    public void Prices_follow_risk_and_mood_as_declared(string name)
    {
        var strength = ConfoundingStrength.All.Single(s => s.Name == name);
        var rows = Draw(strength);
        double[] rates = [.. rows.Select(r => r.Letter.Offer.RatePercent)], moods = [.. rows.Select(r => r.Mood)];
        double[] needs = [.. rows.Select(r => ConfoundedMarket.NeedOf(r.Letter.Client.Applicant))];

        // What the two causes do not make is chance; rates at the ends of the range are cut.
        double[] left = [.. rates.Select((r, i) => r - (1.5 * ((Math.Sqrt(strength.Risk) * needs[i]) + (Math.Sqrt(strength.Mood) * moods[i]))))];
        Deviation(left).ShouldBe(ConfoundedMarket.ChanceOf(strength), 0.1);
        Squared(left, needs).ShouldBeLessThan(0.01);
        Squared(left, moods).ShouldBeLessThan(0.01);
        Deviation(needs).ShouldBe(1, 0.05);
        Deviation(moods).ShouldBe(1, 0.05);
        rates.ShouldAllBe(r => r >= 3.25 && r <= 11.75);
    }

    [Fact]
    public void The_mood_leaves_a_trace_in_the_age()
    {
        var rows = Draw(ConfoundingStrength.Weak).Where(r => r.Letter.Client.Age is not null).ToArray();

        Squared([.. rows.Select(r => (double)r.Letter.Client.Age!)], [.. rows.Select(r => r.Mood)]).ShouldBe(0.25, 0.03);
    }

    [Fact]
    public void Take_up_and_default_are_drawn_with_the_published_probabilities()
    {
        var rows = Draw(ConfoundingStrength.Moderate);
        double expected = 0, variance = 0, taken = 0, expectedDefaults = 0, defaultVariance = 0, defaults = 0;
        foreach (var (letter, mood) in rows)
        {
            var market = new ConfoundedMarket(letter.Client.Applicant, mood);
            double p = market.TakeUp(letter.Offer.RatePercent);
            (expected, variance, taken) = (expected + p, variance + (p * (1 - p)), taken + (letter.Outcome.TookUp ? 1 : 0));
            if (letter.Outcome.Loan is not { } loan)
                continue;
            double d = market.Default(loan.Amount, loan.Months, letter.Offer.RatePercent);
            (expectedDefaults, defaultVariance) = (expectedDefaults + d, defaultVariance + (d * (1 - d)));
            defaults += loan.PastDue / loan.Amount > 0.25m ? 1 : 0;
        }

        Math.Abs(taken - expected).ShouldBeLessThan(4 * Math.Sqrt(variance));
        Math.Abs(defaults - expectedDefaults).ShouldBeLessThan(4 * Math.Sqrt(defaultVariance));
        taken.ShouldBeGreaterThan(5000);
    }

    [Fact]
    public void Who_looks_at_rates_and_take_up_alone_sees_the_wrong_sign()
    {
        foreach (var strength in ConfoundingStrength.All.Where(s => s.Mood > 0))
        {
            var rows = Draw(strength);
            double middle = rows.Select(r => r.Letter.Offer.RatePercent).Order().ElementAt(Rows / 2);
            rows.Where(r => r.Letter.Offer.RatePercent > middle).Average(r => r.Letter.Outcome.TookUp ? 1.0 : 0)
                .ShouldBeGreaterThan(rows.Where(r => r.Letter.Offer.RatePercent <= middle).Average(r => r.Letter.Outcome.TookUp ? 1.0 : 0) - (strength.Risk < 0.3 ? 0.03 : 0));
            var market = new ConfoundedMarket(rows[0].Letter.Client.Applicant, rows[0].Mood);
            market.TakeUp(9).ShouldBeLessThan(market.TakeUp(6));
        }
    }

    [Fact]
    public void A_file_has_the_experiments_columns_and_the_mood_and_a_shorter_one_is_its_beginning()
    {
        using var folder = new TestFolder();
        ConfoundedSimulation.Write(folder.File("long.csv"), ConfoundingStrength.Weak, 3, 200, new Progress<double>(), default);
        ConfoundedSimulation.Write(folder.File("short.csv"), ConfoundingStrength.Weak, 3, 50, new Progress<double>(), default);

        string[] lines = File.ReadAllLines(folder.File("long.csv"));
        lines[0].ShouldBe(string.Join(',', [.. TwinColumns.Names, "mood"]));
        lines.Length.ShouldBe(201);
        File.ReadAllLines(folder.File("short.csv")).ShouldBe(lines[..51]);
    }

    private static (SimulatedLetter Letter, double Mood)[] Draw(ConfoundingStrength strength) =>
        [.. Enumerable.Range(0, Rows).Select(row => ConfoundedSimulation.Letter(strength, 4, row))];

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    private static double Squared(double[] x, double[] y)
    {
        double mx = x.Average(), my = y.Average();
        double xy = x.Zip(y).Average(p => (p.First - mx) * (p.Second - my));
        return xy * xy / (x.Average(v => (v - mx) * (v - mx)) * y.Average(v => (v - my) * (v - my)));
    }
}

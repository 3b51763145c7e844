using Finntelligence.Histories.Simulation.Calibration;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Histories.Simulation.Draws;

/// <summary>Draws the loan of a client who took the offer: term, then amount, then interest and arrears.</summary>
internal static class LoanDraw
{
    private const int LeastAmount = 200;
    private const int GreatestAmount = 10000;

    private static readonly int[] ShortTerms = [1, 4, 6, 12];
    private static readonly int[] LongTerms = [6, 12, 18];

    public static SimulatedLoan Draw(SimulatedClient client, SimulatedOffer offer, IBehaviour behaviour, RowRandom random)
    {
        int months = Months(client, random);
        int amount = Amount(client, offer, months, random);
        decimal interest = Math.Round(amount * (offer.Rate - Discount(months, random)) * months / 10000m, 2);
        bool defaults = random.Chance(behaviour.Default(amount, months, offer.RatePercent));
        return new SimulatedLoan(amount, months, interest, PastDue(client.Risk, amount, defaults, random));
    }

    // LOW and MEDIUM: a logistic fit of terms above four months to the experiment's takers.
    private static int Months(SimulatedClient client, RowRandom random)
    {
        if (client.Risk == RiskClass.High)
            return ShortTerms[random.Choice(OutcomeTables.HighTerms)];
        double logOdds = -0.75
            - (client.Risk == RiskClass.Medium ? 0.39 : 0)
            + (0.74 * Math.Log(client.LastAmount / 1000.0))
            - (2.0 * (client.Dormancy - 3) / 10);
        bool longer = random.Chance(PortableMath.Sigmoid(logOdds));
        if (longer)
            return LongTerms[random.Choice(OutcomeTables.LongTerms[(int)client.Risk])];
        return random.Chance(0.013) ? 1 : 4;
    }

    // Three in ten four-month takers borrow exactly the amount shown; the others around it, more for longer terms. A log-linear fit.
    private static int Amount(SimulatedClient client, SimulatedOffer offer, int months, RowRandom random)
    {
        double asShown = months switch { 4 => 0.307, >= 12 => 0.055, _ => 0.155 };
        bool same = random.Chance(asShown);
        double noise = 0.52 * random.Normal();
        if (same)
            return client.LastAmount;
        double logRatio = noise - 0.095
            - (0.62 * Math.Log(client.LastAmount / 1000.0))
            + (client.Risk switch { RiskClass.Medium => -0.04, RiskClass.High => 0.145, _ => 0 })
            - (0.014 * (offer.RatePercent - 8))
            + (months switch { 1 => -0.73, 4 => 0, 6 => 0.76, _ => 1.28 })
            + (0.21 * Math.Log(Math.Clamp((double)(client.Income ?? 3), 0.3, 20) / 3))
            + (0.05 * (client.ApplicationScore - 30) / 10);
        int hundreds = (int)Math.Round(client.LastAmount * Math.Exp(logRatio) / 100, MidpointRounding.AwayFromZero);
        return Math.Clamp(100 * hundreds, LeastAmount, GreatestAmount);
    }

    // The offered rate is the four-month rate; longer loans were recorded at a little less.
    private static int Discount(int months, RowRandom random) => months switch
    {
        6 => random.Chance(0.88) ? 50 : 200,
        12 => random.Chance(0.75) ? 250 : 225,
        _ => 0,
    };

    private static decimal PastDue(RiskClass risk, int amount, bool defaults, RowRandom random)
    {
        decimal limit = amount / 4m;
        bool nothing = random.Chance(OutcomeTables.NothingPastDue[(int)risk]);
        QuantileTable table = defaults ? OutcomeTables.LargeArrears : OutcomeTables.SmallArrears;
        decimal pastDue = Math.Round((decimal)table.At(random.Normal() + OutcomeTables.ArrearsShift[(int)risk]) * amount, 2);
        return defaults ? Math.Max(pastDue, limit + 0.01m) : nothing ? 0 : Math.Min(pastDue, limit);
    }
}

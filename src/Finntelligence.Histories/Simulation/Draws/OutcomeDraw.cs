using Finntelligence.Histories.Simulation.Calibration;

namespace Finntelligence.Histories.Simulation.Draws;

/// <summary>Draws what came of a letter.</summary>
internal static class OutcomeDraw
{
    public static SimulatedOutcome Draw(SimulatedClient client, SimulatedOffer offer, IBehaviour behaviour, RowRandom random)
    {
        bool took = random.Chance(behaviour.TakeUp(offer.RatePercent));
        bool yearlong = random.Chance(YearlongShare(client.Wave, took));
        bool rejected = random.Chance(OutcomeTables.Rejected[(int)client.Risk]) && !took;
        bool elsewhere = random.Chance(OutcomeTables.BorrowedElsewhere) && !took;
        bool late = random.Chance(OutcomeTables.TookAfterDeadline[(int)client.Risk]) && !took;
        bool cameToBranch = random.Chance(OutcomeTables.OtherSalesIncome) || took || late;
        decimal gross = SalesGrossIncome(client, random);
        decimal net = Math.Round(gross * 1000 * (decimal)OutcomeTables.NetToGrossIncome.At(random.Normal()));
        return new SimulatedOutcome
        {
            TookUp = took,
            Loan = took ? LoanDraw.Draw(client, offer, behaviour, random) : null,
            Yearlong = yearlong,
            Rejected = rejected,
            BorrowedElsewhere = elsewhere,
            TookAfterDeadline = late,
            SalesGrossIncome = cameToBranch ? gross : null,
            SalesNetIncome = cameToBranch ? net : null,
        };
    }

    // In wave 1 it was set after contact: the leak is part of the twin.
    private static double YearlongShare(int wave, bool took) => wave switch
    {
        1 => took ? OutcomeTables.YearlongWave1Taken : OutcomeTables.YearlongWave1Refused,
        2 => OutcomeTables.YearlongWave2,
        _ => OutcomeTables.YearlongWave3,
    };

    private static decimal SalesGrossIncome(SimulatedClient client, RowRandom random)
    {
        double score = random.Normal();
        double income = client.Income is { } recorded
            ? (double)recorded * Math.Exp(OutcomeTables.SalesToRecordedIncome.At(score))
            : OutcomeTables.SalesIncome.At(score);
        return Math.Round((decimal)income, 2);
    }
}

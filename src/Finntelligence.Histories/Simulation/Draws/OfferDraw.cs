using Finntelligence.Histories.Simulation.Calibration;

namespace Finntelligence.Histories.Simulation.Draws;

/// <summary>Draws the letter: the rate at random given class and wave only, as in the experiment.</summary>
internal static class OfferDraw
{
    private const int LowestRate = 325;

    private static readonly int[] Terms = [4, 6, 12];

    public static SimulatedOffer Draw(SimulatedClient client, RowRandom random)
    {
        int rate = RateTable.Draw(random, client.Risk, client.Wave);
        bool lowered = random.Chance(OutcomeTables.RateLowered[client.Wave - 1]);
        double cut = Math.Clamp(OutcomeTables.RateCut.At(random.Normal()), 0, 1) * (rate - LowestRate);
        bool oneTerm = random.Chance(OutcomeTables.OneTermShown[client.Wave - 1]);
        int term = Terms[random.Choice(OutcomeTables.TermShown)];
        return new SimulatedOffer
        {
            Rate = rate,
            ContractRate = lowered ? RateTable.AtMost(rate - cut) : rate,
            TermShown = oneTerm && client.Risk != RiskClass.High ? term : null,
        };
    }
}

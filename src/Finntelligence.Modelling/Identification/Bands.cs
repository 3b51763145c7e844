using Finntelligence.Lending.Models;

namespace Finntelligence.Modelling.Identification;

/// <summary>Makes the band of rates that serving asks.</summary>
internal static class Bands
{
    /// <summary>From all rows; the quantiles are of rests out of fold, so that the band is not too narrow.</summary>
    public static RateBand Of(ConditionalRates rates, CancellationToken cancellation)
    {
        double[] rests = [.. rates.Rests.Order()];
        const double Tail = (1 - RateBand.Share) / 2;
        return new RateBand(
            rates.Mean.Final(cancellation), rates.Scale.Final(cancellation), rates.Floor, rests[(int)(Tail * (rests.Length - 1))],
            rests[(int)Math.Ceiling((1 - Tail) * (rests.Length - 1))]);
    }
}

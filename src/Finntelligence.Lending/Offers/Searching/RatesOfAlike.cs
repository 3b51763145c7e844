using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers.Searching;

/// <summary>
/// The rates that people like an applicant were offered in the models' history. Immutable; safe for any number of threads.
/// </summary>
internal sealed class RatesOfAlike(OfferAxes axes, LoanModel risk, LoanModel acceptance)
{
    /// <summary>
    /// Least and greatest rate that people like the applicant were offered in both histories; everything where rates were drawn at random or nobody looked.
    /// However little is left, a rate of the grid is: the nearest to the middle.
    /// </summary>
    public (double Lowest, double Highest) Of(Applicant applicant)
    {
        var (lowest, highest) = (double.NegativeInfinity, double.PositiveInfinity);
        foreach (var model in (ReadOnlySpan<LoanModel>)[risk, acceptance])
        {
            if (model.Band is not { } band)
                continue;
            var (least, greatest) = band.Of(model.Encoder, applicant);
            (lowest, highest) = (Math.Max(lowest, least), Math.Min(highest, greatest));
        }

        if (!double.IsFinite(lowest) || axes.RateValues.Length == 0)
            return (lowest, highest);
        var middle = (lowest + highest) / 2;
        var nearest = axes.RateValues[0];
        foreach (var rate in axes.RateValues)
        {
            if (rate >= lowest && rate <= highest)
                return (lowest, highest);
            if (Math.Abs(rate - middle) < Math.Abs(nearest - middle))
                nearest = rate;
        }

        return (nearest, nearest);
    }
}

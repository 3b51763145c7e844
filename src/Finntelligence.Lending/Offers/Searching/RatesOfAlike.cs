using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers.Searching;

/// <summary>
/// The rates that people like an applicant were offered in a model's history. Immutable; safe for any number of threads.
/// </summary>
internal sealed class RatesOfAlike
{
    private readonly RateBand? _band;
    private readonly FeatureEncoder _encoder;
    private readonly double _margin;

    public RatesOfAlike(ProductDefinition product, LoanModel model)
    {
        (_band, _encoder) = (model.Band, model.Encoder);
        // Half a step on either side, so that however narrow the band is, a rate of the grid lies within.
        _margin = (double)product.Offer.Rate.Step / 2;
    }

    /// <summary>Least and greatest rate; everything where the model's rates were drawn at random or nobody looked.</summary>
    public (double Lowest, double Highest) Of(Applicant applicant)
    {
        if (_band is null)
            return (double.NegativeInfinity, double.PositiveInfinity);
        var (lowest, highest) = _band.Of(_encoder, applicant);
        return (lowest - _margin, highest + _margin);
    }
}

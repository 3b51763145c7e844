namespace Finntelligence.Lending.Products;

/// <summary>Offer variables as the models see them; NaN is missing.</summary>
/// <param name="Amount">Amount.</param>
/// <param name="Months">Months.</param>
/// <param name="Rate">Percent per period.</param>
public readonly record struct OfferVector(double Amount, double Months, double Rate)
{
    /// <summary>The terms of an offer.</summary>
    public static OfferVector Of(in OfferTerms terms) => new((double)terms.Amount, terms.Months, (double)terms.Rate);

    /// <summary>One variable.</summary>
    public double this[OfferVariable variable] => variable switch
    {
        OfferVariable.Amount => Amount,
        OfferVariable.Months => Months,
        _ => Rate,
    };
}

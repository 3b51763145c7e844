namespace Finntelligence.Lending.Offers;

/// <summary>Which offers are looked at.</summary>
public enum SearchMode
{
    /// <summary>Those of the product's grid.</summary>
    Grid,

    /// <summary>
    /// All whose amount is a multiple of 1 and whose rate is in steps of 0.01, or of the product's own step where that is finer: the
    /// grid is among them.
    /// </summary>
    Exact,
}

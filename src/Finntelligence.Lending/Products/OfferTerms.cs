namespace Finntelligence.Lending.Products;

/// <summary>The terms a customer is asked to accept.</summary>
/// <param name="Amount">Amount lent, in the product's currency.</param>
/// <param name="Months">Number of monthly installments.</param>
/// <param name="Rate">Percent per the product's rate period.</param>
public readonly record struct OfferTerms(decimal Amount, int Months, decimal Rate);

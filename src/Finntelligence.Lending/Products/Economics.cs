namespace Finntelligence.Lending.Products;

/// <summary>What a loan costs and earns.</summary>
/// <param name="Interest">How interest is charged.</param>
/// <param name="CostOfFunds">Percent per rate period, ≥ 0: the discount rate of the margin.</param>
/// <param name="OperatingCost">Per loan made, in the product's currency, ≥ 0.</param>
/// <param name="LossGivenDefault">Share of the amount lost when the customer defaults, in [0, 1]. 0 gives acceptance × (1 − default) × margin.</param>
public sealed record Economics(InterestMethod Interest, decimal CostOfFunds, decimal OperatingCost, decimal LossGivenDefault);

/// <summary>How interest is charged.</summary>
public enum InterestMethod
{
    /// <summary>Flat: interest = amount × rate × periods, spread evenly over the installments.</summary>
    AddOn,

    /// <summary>On the balance: level installments (annuity).</summary>
    Amortizing,
}

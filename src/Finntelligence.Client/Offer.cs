namespace Finntelligence.Client;

/// <summary>An offer. Money is in the product's currency, rounded to hundredths; terms are exact.</summary>
public sealed record Offer
{
    /// <summary>Amount lent.</summary>
    public required decimal Amount { get; init; }

    /// <summary>Number of monthly installments.</summary>
    public required int Months { get; init; }

    /// <summary>Percent per period of the product.</summary>
    public required decimal Rate { get; init; }

    /// <summary>Every monthly installment but the last, with any fee that is paid with it.</summary>
    public required decimal Installment { get; init; }

    /// <summary>The last installment, which carries the difference of rounding.</summary>
    public required decimal FinalInstallment { get; init; }

    /// <summary>The interest in all installments.</summary>
    public required decimal TotalInterest { get; init; }

    /// <summary>The sum of all that the customer pays.</summary>
    public required decimal TotalPayable { get; init; }

    /// <summary>The fees; null where the product has none.</summary>
    public Fees? Fees { get; init; }

    /// <summary>Effective annual rate of all that the customer pays and gets, in percent, rounded to hundredths.</summary>
    public required double Apr { get; init; }

    /// <summary>Probability that the applicant takes the offer, 0 to 1.</summary>
    public required double ProbabilityOfAcceptance { get; init; }

    /// <summary>Probability of default, given that the offer is taken, 0 to 1.</summary>
    public required double ProbabilityOfDefault { get; init; }

    /// <summary>Present value of the scheduled payments at the cost of funds, minus the payout and the operating cost.</summary>
    public required decimal Margin { get; init; }

    /// <summary>Probability of default × loss given default × what is owed at default, given that the offer is taken.</summary>
    public required decimal ExpectedLoss { get; init; }

    /// <summary>Probability of acceptance × [(1 − probability of default) × margin − expected loss].</summary>
    public required decimal ExpectedProfit { get; init; }

    /// <summary>Every payment, in order; null unless asked for.</summary>
    public IReadOnlyList<Payment>? Schedule { get; init; }
}

/// <summary>What the customer pays besides interest.</summary>
/// <param name="Origination">Once, for making the loan.</param>
/// <param name="Collected">"deducted" from the payout, "added" to what is owed, or paid "first", at the payout; null if there is none.</param>
/// <param name="Installment">With every installment, and part of it.</param>
/// <param name="Total">All fees.</param>
/// <param name="PaidOut">What the customer gets.</param>
public sealed record Fees(decimal Origination, string? Collected, decimal Installment, decimal Total, decimal PaidOut);

/// <summary>One payment: interest + fee + principal.</summary>
/// <param name="Number">1 for the first installment; 0 for a fee that is paid at the payout.</param>
/// <param name="Months">After the payout.</param>
/// <param name="Amount">All that is paid.</param>
/// <param name="Interest">The interest in it.</param>
/// <param name="Fee">The fee in it.</param>
/// <param name="Principal">What it takes off the balance.</param>
/// <param name="Balance">Owed after it; 0 after the last.</param>
public sealed record Payment(
    int Number,
    int Months,
    [property: System.Text.Json.Serialization.JsonPropertyName("payment")] decimal Amount,
    decimal Interest,
    decimal Fee,
    decimal Principal,
    decimal Balance);

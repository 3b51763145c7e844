namespace Finntelligence.Lending.Pricing;

/// <summary>What is paid out and paid back of one loan; every figure can be paid to the product's smallest sum.</summary>
/// <param name="Amount">Amount lent.</param>
/// <param name="Months">Number of monthly installments, the first a month after the payout.</param>
/// <param name="Financed">What interest is charged on: the amount, and a fee that is added to it.</param>
/// <param name="OriginationFee">Paid once, however it is collected.</param>
/// <param name="PaidOut">What the customer gets.</param>
/// <param name="PaidFirst">What the customer pays in cash at the payout.</param>
/// <param name="Installment">Every installment but the last, the fee with it included.</param>
/// <param name="FinalInstallment">The last one, which carries the difference of rounding; the fee with it included.</param>
/// <param name="InstallmentFee">The part of each installment that is a fee.</param>
public readonly record struct Repayments(
    decimal Amount,
    int Months,
    decimal Financed,
    decimal OriginationFee,
    decimal PaidOut,
    decimal PaidFirst,
    decimal Installment,
    decimal FinalInstallment,
    decimal InstallmentFee)
{
    /// <summary>The sum of all that the customer pays.</summary>
    public decimal TotalPayable => PaidFirst + (Months - 1) * Installment + FinalInstallment;

    /// <summary>The interest in it.</summary>
    public decimal TotalInterest => (Months - 1) * Installment + FinalInstallment - Months * InstallmentFee - Financed;

    /// <summary>The fees in it, or kept of the payout.</summary>
    public decimal TotalFees => OriginationFee + Months * InstallmentFee;

    /// <summary>What the credit costs the customer: everything paid less everything got.</summary>
    public decimal TotalCost => TotalPayable - PaidOut;

    /// <summary>The greatest of the installments, which limits apply to.</summary>
    public decimal GreatestInstallment => Months > 1 ? Math.Max(Installment, FinalInstallment) : FinalInstallment;
}

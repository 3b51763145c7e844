using System.Collections.Immutable;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Pricing;

/// <summary>The table of a loan's payments. Payments, interest, fees and principal sum to the totals of <see cref="Repayments"/> to the cent.</summary>
public static class LoanSchedule
{
    /// <summary>
    /// One line for each installment; before them one numbered 0 for a fee that is paid at the payout. Of an amortizing loan interest is
    /// charged on the balance; of an add-on loan it is spread evenly.
    /// </summary>
    public static ImmutableArray<ScheduledPayment> Of(Economics economics, RatePeriod period, in OfferTerms terms)
    {
        var rule = new RepaymentRule(economics, period, terms.Months, terms.Rate);
        var repayments = rule.Of(terms.Amount);
        var lines = ImmutableArray.CreateBuilder<ScheduledPayment>(terms.Months + 1);
        var balance = repayments.Financed;
        if (repayments.PaidFirst > 0)
            lines.Add(new ScheduledPayment(0, 0, repayments.PaidFirst, 0, repayments.PaidFirst, 0, balance));
        for (var number = 1; number <= terms.Months; number++)
        {
            var payment = number < terms.Months ? repayments.Installment : repayments.FinalInstallment;
            var interest = economics.Interest == InterestMethod.Amortizing
                ? rule.InterestOn(balance)
                : rule.FlatInterest(repayments.Financed, number) - rule.FlatInterest(repayments.Financed, number - 1);
            var principal = payment - repayments.InstallmentFee - interest;
            balance -= principal;
            lines.Add(new ScheduledPayment(number, number, payment, interest, repayments.InstallmentFee, principal, balance));
        }

        return lines.ToImmutable();
    }

    /// <summary>What is owed at default in expectation, given a default: the amount, or the balance by the product's declaration.</summary>
    /// <param name="economics">Declares it.</param>
    /// <param name="rule">Of the term and rate.</param>
    /// <param name="repayments">Of the loan.</param>
    /// <param name="weights">Of <see cref="ExposureAtDefault.Weights"/>; null for the amount.</param>
    internal static double Exposure(Economics economics, in RepaymentRule rule, in Repayments repayments, double[]? weights)
    {
        if (weights is null)
            return (double)repayments.Amount;
        var (balance, exposure) = (repayments.Financed, 0.0);
        for (var k = 0; k < weights.Length; k++)
        {
            exposure += weights[k] * (double)balance;
            var interest = economics.Interest == InterestMethod.Amortizing
                ? rule.InterestOn(balance)
                : rule.FlatInterest(repayments.Financed, k + 1) - rule.FlatInterest(repayments.Financed, k);
            balance -= repayments.Installment - repayments.InstallmentFee - interest;
        }

        return exposure;
    }
}

/// <summary>One payment of a schedule: interest + fee + principal = payment.</summary>
/// <param name="Number">1 for the first installment; 0 for a fee paid at the payout.</param>
/// <param name="Months">After the payout.</param>
/// <param name="Payment">All that is paid.</param>
/// <param name="Interest">The interest in it.</param>
/// <param name="Fee">The fee in it.</param>
/// <param name="Principal">What reduces the balance.</param>
/// <param name="Balance">Owed after it; 0 after the last.</param>
public readonly record struct ScheduledPayment(
    int Number, int Months, decimal Payment, decimal Interest, decimal Fee, decimal Principal, decimal Balance);

using System.Globalization;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Loading;

/// <summary>Every offer of a product must be one that can be paid: rounding must not make of the last installment something else.</summary>
internal static class PaymentChecks
{
    // Made one by one when a product is put into service.
    private const double MostPayments = 100_000_000;

    public static void Check(ProductDefinition product, List<Fault> faults)
    {
        var (amount, rate, economics) = (product.Offer.Amount, product.Offer.Rate, product.Economics);
        if (amount.Step % economics.Rounding.Unit != 0)
        {
            faults.Add(new Fault(
                "offer.amount.step",
                string.Create(CultureInfo.InvariantCulture, $"Must be a multiple of {economics.Rounding.Unit}, the smallest sum that can be paid.")));
            return;
        }

        var least = decimal.Ceiling(amount.Minimum / amount.Step) * amount.Step;
        CheckFee(product, least, faults);
        CheckCount(product, least, faults);
        if (faults.Count > 0)
            return;
        // The longest term and the greatest rate let a rounding grow most; the least rate makes the smallest installment.
        foreach (var months in product.Offer.Months.Values)
        {
            var smallest = economics.Interest == InterestMethod.AddOn ? rate.Minimum : rate.Maximum;
            if (Drift(product, months) < LevelOf(product, least, months, smallest))
                continue;
            faults.Add(new Fault(
                "economics.rounding",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Of {least} over {months} months at a rate of {smallest}, rounding could make the last installment 0 or twice the others.")));
            return;
        }
    }

    // How far rounding may move the last installment.
    private static double Drift(ProductDefinition product, int months)
    {
        var (step, unit) = ((double)product.Economics.Rounding.Step, (double)product.Economics.Rounding.Unit);
        if (product.Economics.Interest == InterestMethod.AddOn)
            return months * step + unit;
        return (step + unit) * AccumulationFactor.Of(months, LoanPricing.FractionPerMonth(product.Offer.Rate.Maximum, product.RatePeriod));
    }

    private static double LevelOf(ProductDefinition product, decimal amount, int months, decimal rate)
    {
        var i = LoanPricing.FractionPerMonth(rate, product.RatePeriod);
        return product.Economics.Interest == InterestMethod.AddOn
            ? (double)amount * (1 + i * months) / months
            : (double)amount / AnnuityFactor.Of(months, i);
    }

    private static void CheckFee(ProductDefinition product, decimal least, List<Fault> faults)
    {
        if (product.Economics.Fees.Origination is not { } fee)
            return;
        var terms = new OfferTerms(least, product.Offer.Months.Values[0], product.Offer.Rate.Minimum);
        if (LoanPricing.Repay(product.Economics, product.RatePeriod, terms).OriginationFee >= least)
            faults.Add(new Fault(
                "economics.fees.origination",
                string.Create(CultureInfo.InvariantCulture, $"Takes the whole of the least loan, {least}, of which {fee.Percent} % and {fee.Fixed} are fees.")));
    }

    private static void CheckCount(ProductDefinition product, decimal least, List<Fault> faults)
    {
        if (product.Economics is { Interest: InterestMethod.AddOn, ExposureAtDefault: null })
            return;
        var (amount, rate) = (product.Offer.Amount, product.Offer.Rate);
        var offers = Math.Floor(((double)amount.Maximum - (double)least) / (double)amount.Step + 1)
            * Math.Floor(((double)rate.Maximum - (double)rate.Minimum) / (double)rate.Step + 1);
        if (offers * product.Offer.Months.Values.Sum() > MostPayments)
            faults.Add(new Fault("offer", "Describes more than 100000000 payments; the steps are too small or the terms too long."));
    }
}

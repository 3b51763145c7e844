using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Pricing;

/// <summary>
/// The payments of a product's loans at one term and rate. Installments are level and rounded by the product's rule; the last one
/// settles what is left.
/// </summary>
internal readonly struct RepaymentRule
{
    private readonly Economics _economics;
    private readonly int _months;
    private readonly decimal _periodic;
    private readonly decimal _level;

    /// <param name="economics">How interest is charged, and the fees.</param>
    /// <param name="period">What the rate is per; of a yearly one, a twelfth counts a month.</param>
    /// <param name="months">1 or more.</param>
    /// <param name="rate">Percent, 0 or more.</param>
    public RepaymentRule(Economics economics, RatePeriod period, int months, decimal rate)
    {
        (_economics, _months) = (economics, months);
        _periodic = rate / (period == RatePeriod.Year ? 1200 : 100);
        _level = economics.Interest == InterestMethod.Amortizing && _periodic > 0 && months > 1 ? Annuity(months, _periodic) : 0;
    }

    /// <summary>The payments of a loan of an amount.</summary>
    public Repayments Of(decimal amount)
    {
        var fee = FeeOf(amount);
        var collected = fee == 0 ? FeeCollection.Deducted : _economics.Fees.Origination!.Collected;
        var financed = collected == FeeCollection.Added ? amount + fee : amount;
        // A single payment is the last one.
        var level = _months == 1 ? Final(financed, 0) : Level(financed);
        var extra = _economics.Fees.Installment;
        return new Repayments(
            amount,
            _months,
            financed,
            fee,
            collected == FeeCollection.Deducted ? amount - fee : amount,
            collected == FeeCollection.First ? fee : 0,
            level + extra,
            Final(financed, level) + extra,
            extra);
    }

    /// <summary>The installment alone; it never falls as the amount rises.</summary>
    public decimal InstallmentOf(decimal amount)
    {
        var added = _economics.Fees.Origination is { Collected: FeeCollection.Added } ? FeeOf(amount) : 0;
        var level = _months == 1 ? Final(amount + added, 0) : Level(amount + added);
        return level + _economics.Fees.Installment;
    }

    /// <summary>Interest for a month on a balance; of a flat loan, on what is financed.</summary>
    public decimal InterestOn(decimal balance) => Rounded.Sum(balance * _periodic, _economics.Rounding);

    /// <summary>The part of a flat loan's interest that falls due by an installment: in equal parts but for rounding.</summary>
    public decimal FlatInterest(decimal financed, int installments) => Rounded.Sum(financed * _periodic * installments, _economics.Rounding);

    private decimal FeeOf(decimal amount)
    {
        if (_economics.Fees.Origination is not { } fee)
            return 0;
        var sum = Math.Max(fee.Minimum, fee.Fixed + amount * fee.Percent / 100);
        return Rounded.Sum(Math.Min(sum, fee.Maximum ?? sum), _economics.Rounding);
    }

    // Without the fee.
    private decimal Level(decimal financed) => Rounded.Installment(
        _level > 0 ? financed * _level : (financed + FlatInterest(financed, _months)) / _months, _economics.Rounding);

    private decimal Final(decimal financed, decimal level)
    {
        if (_economics.Interest == InterestMethod.AddOn || _periodic == 0)
            return financed + FlatInterest(financed, _months) - (_months - 1) * level;
        var balance = financed;
        for (var k = 1; k < _months; k++)
            balance += InterestOn(balance) - level;
        return balance + InterestOn(balance);
    }

    // i / (1 − (1 + i)⁻ⁿ) in decimal, whose digits leave no doubt about a cent.
    private static decimal Annuity(int months, decimal periodic)
    {
        var (discount, power) = (1m, 1 / (1 + periodic));
        for (var n = months; n > 0; n >>= 1)
        {
            if ((n & 1) == 1)
                discount *= power;
            power *= power;
        }

        return periodic / (1 - discount);
    }
}

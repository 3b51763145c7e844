using System.Numerics;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers.Searching;

/// <summary>
/// Decides which offers are feasible, and gives each that is an upper bound of its expected profit from the bounds of both
/// probabilities. Immutable; safe for any number of threads.
/// </summary>
/// <param name="axes">The product's grid.</param>
/// <param name="support">Where history covers it.</param>
/// <param name="risk">Bounds of the probability of default.</param>
/// <param name="acceptance">Bounds of the probability of acceptance.</param>
/// <param name="profit">The formula.</param>
/// <param name="greatestDefault">Offers with a greater probability of default are not feasible; null without such a limit.</param>
internal sealed class OfferBounds(
    OfferAxes axes,
    OfferSupport support,
    ProbabilityBounds risk,
    ProbabilityBounds acceptance,
    ExpectedProfit profit,
    double? greatestDefault)
{
    /// <summary>Fills the bounds and counts what is feasible.</summary>
    public void Fill(Applicant applicant, in OfferRange range, double greatestInstallment, SearchScratch scratch)
    {
        scratch.Begin(range);
        var strata = support.Of(applicant);
        var amounts = axes.AmountValues.AsSpan(range.FirstAmount, range.Amounts);
        for (var month = 0; month < range.Months.Length; month++)
        {
            for (var rate = 0; rate < range.Rates; rate++)
            {
                ref readonly var unit = ref axes.Unit(range.Months[month], rate);
                var bounds = scratch.Bounds(range, month, rate);
                var affordable = Affordable(unit, amounts, greatestInstallment);
                bounds[affordable..].Fill(double.NegativeInfinity);
                bounds = bounds[..affordable];
                if (!support.MeasuresAmount && !support.Covers(strata, range.Months[month], rate, range.FirstAmount))
                {
                    scratch.Best.OutsideSupport += affordable;
                    bounds.Fill(double.NegativeInfinity);
                }
                else
                {
                    FillRow(unit, amounts, bounds, scratch, month, rate);
                    scratch.Best.Feasible += affordable;
                    if (support.MeasuresAmount)
                        LeaveOutUnsupported(strata, range, month, rate, bounds, scratch.Best);
                    if (greatestDefault is { } limit)
                        LeaveOutRisky(limit, bounds, scratch, month, rate);
                }

                for (var tier = 0; tier < BestOffers.Tiers; tier++)
                {
                    var (from, to) = (BestOffers.StartOf(tier, range.Amounts), BestOffers.StartOf(tier + 1, range.Amounts));
                    scratch.GreatestBounds(range, month, tier)[rate] = Greatest(scratch.Bounds(range, month, rate)[from..to]);
                }
            }
        }
    }

    /// <summary>How many amounts, from the least on, have an installment within the limit: installments rise with the amount.</summary>
    public static int Affordable(in UnitPrice unit, ReadOnlySpan<double> amounts, double greatestInstallment)
    {
        var (within, beyond) = (0, amounts.Length);
        if (beyond > 0 && amounts[^1] * unit.Installment <= greatestInstallment)
            return beyond;
        while (within < beyond)
        {
            var middle = (within + beyond) / 2;
            if (amounts[middle] * unit.Installment <= greatestInstallment)
                within = middle + 1;
            else
                beyond = middle;
        }

        return within;
    }

    private void FillRow(in UnitPrice unit, ReadOnlySpan<double> amounts, Span<double> bounds, SearchScratch scratch, int month, int rate)
    {
        var riskScores = scratch.Risk.Grid.Scores[scratch.Risk.RowStart(month, rate)..];
        var takenScores = scratch.Acceptance.Grid.Scores[scratch.Acceptance.RowStart(month, rate)..];
        var (riskStep, takenStep) = (scratch.Risk.AmountStep, scratch.Acceptance.AmountStep);
        for (var a = 0; a < bounds.Length; a++)
        {
            var (riskScore, takenScore) = (riskScores[a * riskStep], takenScores[a * takenStep]);
            var margin = unit.MarginOf(amounts[a], axes.OperatingCost);
            bounds[a] = profit.Bound(
                acceptance.Lower(takenScore), acceptance.Upper(takenScore), risk.Lower(riskScore), risk.Upper(riskScore), margin, amounts[a]);
        }
    }

    private void LeaveOutUnsupported(
        in OfferSupport.Strata strata, in OfferRange range, int month, int rate, Span<double> bounds, BestOffers found)
    {
        for (var a = 0; a < bounds.Length; a++)
        {
            if (support.Covers(strata, range.Months[month], rate, range.FirstAmount + a))
                continue;
            bounds[a] = double.NegativeInfinity;
            found.Feasible--;
            found.OutsideSupport++;
        }
    }

    private void LeaveOutRisky(double limit, Span<double> bounds, SearchScratch scratch, int month, int rate)
    {
        var scores = scratch.Risk.Grid.Scores[scratch.Risk.RowStart(month, rate)..];
        for (var a = 0; a < bounds.Length; a++)
        {
            var score = scores[a * scratch.Risk.AmountStep];
            if (double.IsNegativeInfinity(bounds[a]) || risk.Upper(score) <= limit)
                continue;
            if (risk.Lower(score) <= limit && scratch.Risk.Probability(month, rate, a) <= limit)
                continue;
            bounds[a] = double.NegativeInfinity;
            scratch.Best.Feasible--;
        }
    }

    private static double Greatest(ReadOnlySpan<double> values)
    {
        var i = 0;
        var greatest = double.NegativeInfinity;
        if (values.Length >= Vector<double>.Count)
        {
            var lanes = new Vector<double>(values);
            for (i = Vector<double>.Count; i <= values.Length - Vector<double>.Count; i += Vector<double>.Count)
                lanes = Vector.Max(lanes, new Vector<double>(values[i..]));
            for (var lane = 0; lane < Vector<double>.Count; lane++)
                greatest = Math.Max(greatest, lanes[lane]);
        }

        for (; i < values.Length; i++)
            greatest = Math.Max(greatest, values[i]);
        return greatest;
    }
}

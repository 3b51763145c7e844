using System.Collections.Immutable;
using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Evidence.Evaluation.Policies;
using Finntelligence.Experiments.Estimators;
using Finntelligence.Experiments.Planning;

namespace Finntelligence.Evidence.Planning;

/// <summary>Plans from an experiment of old: the spread and the mean of profits at the rates that would be drawn.</summary>
/// <param name="grid">The card's and the product's rates.</param>
/// <param name="rows">The old experiment.</param>
/// <param name="profit">That each of its offers earned.</param>
internal sealed class PlanRun(RateGrid grid, Experiment rows, double[] profit)
{
    private const double Window = 0.5;

    private readonly Propensities _propensities = new(rows);

    /// <summary>What the history says.</summary>
    public PlanHistory History(string name, bool simulated, PowerPlan power)
    {
        var (card, mailed) = (At(0), Mailed());
        double variance = card?.Variance ?? mailed.Variance;
        return new PlanHistory(
            name, simulated, rows.Count, mailed.Mean, Math.Sqrt(variance), card?.Mean, power.Detectable(PowerPlan.TwoArms(variance, variance, 0.5), rows.Count),
            power.Detectable(PowerPlan.TwoArms(mailed.Variance, mailed.Variance, 0.5), rows.Count));
    }

    /// <summary>Every design.</summary>
    public ImmutableArray<PlannedDesign> Designs(PlanSettings settings, PowerPlan power, IEnumerable<double> shares, IReadOnlyList<double> bands)
    {
        var card = At(0);
        return
        [
            .. from share in shares
               from band in bands.Select(b => (double?)b).Prepend(null)
               select Design(settings, power, card, share, band),
        ];
    }

    private PlannedDesign Design(PlanSettings settings, PowerPlan power, Moments? card, double share, double? band)
    {
        // A history that never saw the card's rates still tells how profits spread, if not what is given up.
        double atCard = (card ?? Mailed()).Variance;
        var drawn = band is { } points ? At(points) : null;
        double rates = band is { } width ? MeanRates(width) : 1;
        // Where the history cannot say how profits spread in the band, it is as at the card.
        double spread = drawn?.Variance ?? atCard;
        double variance = band is null ? PowerPlan.TwoArms(atCard, atCard, share) : (rates * spread / share) + (atCard / (1 - share));
        double offers = Math.Ceiling(power.Offers(variance, settings.Difference));
        double? cost = drawn is { } known && card is { } standard ? standard.Mean - known.Mean : null;
        string percent = (share * 100).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
        return new PlannedDesign(
            band is null
                ? $"{percent} % get a challenger's price"
                : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{percent} % get a rate drawn from {band:0.##} points below the card"),
            share, band, rates, variance, offers, Math.Ceiling(offers / settings.OffersPerDay), power.Detectable(variance, rows.Count), cost, cost * share * offers);
    }

    // As the offers were made.
    private Moments Mailed()
    {
        double mean = profit.Average();
        return new Moments(mean, profit.Average(p => (p - mean) * (p - mean)));
    }

    private double MeanRates(double band) => Enumerable.Range(0, rows.Count).Average(row => (double)Positions(row, band).Count());

    private IEnumerable<int> Positions(int row, double band)
    {
        double[] rates = grid.Of(rows.Classes[row]);
        return Enumerable.Range(0, rates.Length).Where(r => rates[r] >= rates[^1] - band - 1e-9);
    }

    // Self-normalised moments of profit where the rate is drawn alike from the band; null where the history says too little of it.
    private Moments? At(double band)
    {
        var weights = new double[rows.Count];
        double outside = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            double[] rates = grid.Of(rows.Classes[row]);
            int[] positions = [.. Positions(row, band)];
            foreach (int position in positions)
            {
                double odds = _propensities.Of(rows.Strata[row], rates[position], Window);
                outside += odds > 0 ? 0 : 1.0 / positions.Length;
                if (odds > 0 && Propensities.Matches(rows.Rates[row], rates[position], Window))
                    weights[row] += 1 / (odds * positions.Length);
            }
        }
        if (Overlap.Of(weights).Refusal(outside / rows.Count) is not null)
            return null;
        double sum = weights.Sum(), mean = weights.Zip(profit, (w, p) => w * p).Sum() / sum;
        return new Moments(mean, weights.Zip(profit, (w, p) => w * (p - mean) * (p - mean)).Sum() / sum);
    }

    private readonly record struct Moments(double Mean, double Variance);
}

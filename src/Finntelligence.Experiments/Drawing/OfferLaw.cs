using System.Collections.Immutable;
using Finntelligence.Experiments.Definitions;

namespace Finntelligence.Experiments.Drawing;

/// <summary>
/// The law by which one offer is drawn. Its probabilities are exact, and are those that the draw is made with: what the log keeps as the
/// propensity is no estimate. Every limit is applied before the draw, by leaving offers out; an offer that a limit would undo afterwards
/// would falsify it.
/// </summary>
/// <param name="Offers">The support: rates ascending, each with its probability, above 0; together 1.</param>
/// <param name="Best">Position of the offer with the greatest expected profit.</param>
public sealed record OfferLaw(ImmutableArray<DrawnOffer> Offers, int Best)
{
    /// <summary>The law of an exploration for one applicant; null where no offer earns anything, so that none is made.</summary>
    /// <param name="exploration">How.</param>
    /// <param name="offers">The best offer at each rate, ascending.</param>
    /// <param name="allowance">The most expected profit that may be given up now.</param>
    /// <param name="bags">Of Thompson: for each bagged pair the expected profit of each of the offers, −∞ where it would not make one.</param>
    public static OfferLaw? Of(Exploration exploration, ImmutableArray<RateOffer> offers, double allowance, IReadOnlyList<double[]>? bags = null) =>
        Of(exploration, offers, (offer, best) => best.Profit - offer.Profit <= Math.Max(0, allowance), bags);

    /// <summary>The law of an exploration whose cost others than the offers' own models say.</summary>
    /// <param name="exploration">How.</param>
    /// <param name="offers">The best offer at each rate, ascending.</param>
    /// <param name="affordable">Whether an offer may be made at all; gets the best beside it.</param>
    /// <param name="bags">Of Thompson.</param>
    internal static OfferLaw? Of(
        Exploration exploration, ImmutableArray<RateOffer> offers, Func<RateOffer, RateOffer, bool> affordable, IReadOnlyList<double[]>? bags)
    {
        if (BestOf(offers) is not { } best || !(best.Profit > 0))
            return null;
        RateOffer[] open =
        [
            .. offers.Where(o => o.Profit > 0 && o.Profit >= exploration.ShareOfBest * best.Profit && affordable(o, best)
                && (exploration.Band is not { } band || Math.Abs((double)(o.Terms.Rate - best.Terms.Rate)) <= band + 1e-9)),
        ];
        if (open.Length == 0)
            return null;
        double[] odds = exploration.Draw switch
        {
            DrawLaw.Uniform => [.. open.Select(_ => 1.0)],
            DrawLaw.Softmax => [.. open.Select(o => Math.Exp((o.Profit - best.Profit) / exploration.Temperature!.Value))],
            DrawLaw.Thompson => Thompson(exploration, offers, open, bags ?? throw new ArgumentException("Thompson draws need bagged models.", nameof(bags))),
            _ => throw new ArgumentOutOfRangeException(nameof(exploration)),
        };
        double sum = odds.Sum();
        ImmutableArray<DrawnOffer> drawn = [.. open.Select((o, i) => new DrawnOffer(o, odds[i] / sum)).Where(d => d.Probability > 0)];
        return new OfferLaw(drawn, Array.FindIndex([.. drawn], d => ReferenceEquals(d.Offer, best)) is >= 0 and var at ? at : Greatest(drawn));
    }

    /// <summary>The law that always makes one offer.</summary>
    public static OfferLaw Certain(RateOffer offer) => new([new DrawnOffer(offer, 1)], 0);

    /// <summary>The best of some offers; at equal profit the lower rate. Null of none.</summary>
    public static RateOffer? BestOf(IEnumerable<RateOffer> offers)
    {
        RateOffer? best = null;
        foreach (var offer in offers)
        {
            if (best is null || offer.Profit > best.Profit)
                best = offer;
        }
        return best;
    }

    /// <summary>The offer at a number in [0, 1).</summary>
    public DrawnOffer At(double uniform)
    {
        double upTo = 0;
        foreach (var offer in Offers)
        {
            upTo += offer.Probability;
            if (uniform < upTo)
                return offer;
        }
        return Offers[^1];
    }

    /// <summary>Expected profit given up, on average over the draw, against the best of all open offers.</summary>
    public double ExpectedGivenUp(double best) => Offers.Sum(o => o.Probability * (best - o.Offer.Profit));

    // Each bag votes for its best among the open rates, or, where it would make none of them, for the best of the pair that decides; a part of the
    // votes is spread over all.
    private static double[] Thompson(Exploration exploration, ImmutableArray<RateOffer> offers, RateOffer[] open, IReadOnlyList<double[]> bags)
    {
        int[] positions = [.. open.Select(o => offers.IndexOf(o))];
        var votes = new double[open.Length];
        foreach (double[] bag in bags)
        {
            int best = 0;
            for (int i = 1; i < positions.Length; i++)
            {
                if (bag[positions[i]] > bag[positions[best]])
                    best = i;
            }
            if (double.IsNegativeInfinity(bag[positions[best]]))
                best = Array.IndexOf(open, BestOf(open));
            votes[best] += (1 - exploration.Floor) / bags.Count;
        }
        return [.. votes.Select(v => v + (exploration.Floor / open.Length))];
    }

    private static int Greatest(ImmutableArray<DrawnOffer> drawn) => Array.IndexOf([.. drawn], drawn.MaxBy(d => d.Offer.Profit));
}

/// <summary>An offer and its chance.</summary>
public sealed record DrawnOffer(RateOffer Offer, double Probability);

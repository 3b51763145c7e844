using System.Collections.Immutable;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.RateCards;
using Finntelligence.RateCards.Tables;

namespace Finntelligence.RateCards.Search;

/// <summary>A limit on what a card comes to.</summary>
/// <param name="IsLoss">At most so much loss; else at least so much take-up.</param>
/// <param name="Mean">A customer's.</param>
internal sealed record CardLimit(bool IsLoss, double Mean)
{
    /// <summary>That of some rules; null without one.</summary>
    public static CardLimit? Of(CardRules rules) =>
        rules.GreatestLoss is { } loss ? new CardLimit(true, loss) : rules.LeastTakeUp is { } takeUp ? new CardLimit(false, takeUp) : null;

    /// <summary>By row and rate, what the limit counts.</summary>
    public float[] FiguresOf(ProfitTable table) => IsLoss ? table.Loss : table.TakeUp;

    /// <summary>Whether a mean is within it.</summary>
    public bool Allows(double mean) => IsLoss ? mean <= Mean + Rounding : mean >= Mean - Rounding;

    private const double Rounding = 1e-9;
}

/// <summary>
/// The best cards within a limit, by a Lagrange multiplier: with a price on what is limited, the search is the one without a limit, and exact where
/// that is. A card that comes out is the best of all that use as much as it does; the price also bounds what any card within the limit can earn
/// (Everett 1963). Between the two there may be a gap, as cards are few: it is told.
/// </summary>
internal sealed class LimitedSearch(
    ProfitTable table, CardInputs inputs, CardRules rules, Binned binned, CardLimit limit, SearchSettings settings)
{
    private const int MostDoublings = 24;
    private const int Halvings = 10;

    private readonly FoundCard?[] _best = new FoundCard?[Math.Min(rules.MostCells, 1 << rules.Depth) + 1];
    private readonly double[] _upper = [.. Enumerable.Repeat(double.PositiveInfinity, Math.Min(rules.MostCells, 1 << rules.Depth) + 1)];
    private readonly float[] _figures = limit.FiguresOf(table);
    private int _searches;

    /// <summary>Searches.</summary>
    /// <exception cref="RequestFaultException">No card is within the limit.</exception>
    public SearchOutcome Run(CancellationToken cancellation)
    {
        var each = settings with { Searches = Math.Max(16, settings.Searches / 8) };
        double low = 0, high = Scale();
        if (!Try(0, each, cancellation))
        {
            int doublings = 0;
            while (!Try(high, each, cancellation))
            {
                if (++doublings == MostDoublings)
                    throw new RequestFaultException(Nothing());
                (low, high) = (high, high * 2);
            }

            for (int i = 0; i < Halvings; i++)
            {
                double middle = (low + high) / 2;
                if (Try(middle, each, cancellation))
                    high = middle;
                else
                    low = middle;
            }
        }

        ImmutableArray<FoundCard> cards = [.. Enumerable.Range(1, _best.Length - 1).Select(k => _best[k] is { } found
            ? found with { Upper = Math.Max(found.Profit, _upper[k]) }
            : new FoundCard(k, null, double.NaN, _upper[k], 0))];
        return new SearchOutcome(cards, _searches);
    }

    // Whether the card of most cells is within the limit at a price.
    private bool Try(double price, SearchSettings effort, CancellationToken cancellation)
    {
        double sign = limit.IsLoss ? -1 : 1;
        double[]? extra = price == 0 ? null : Array.ConvertAll(_figures, figure => sign * price * figure);
        var (problem, result, searches) = CardSearch.Solve(table, inputs, rules, binned, extra, effort, cancellation);
        _searches += searches;
        bool within = false;
        for (int k = 1; k <= result.MostCells; k++)
        {
            // Of the priced profit, less the price of the whole limit.
            double upper = (result.Upper[k] / table.Rows) - (sign * price * limit.Mean);
            _upper[k] = Math.Min(_upper[k], upper);
            var found = CardSearch.Found(problem, table, k, result.Best[k], upper, price);
            if (found.Root is not { } root || !limit.Allows(CardValue.Of(root, table, _figures)))
            {
                within &= found.Root is null;
                continue;
            }

            within = true;
            if (_best[k] is not { } best || found.Profit > best.Profit)
                _best[k] = found;
        }

        return within;
    }

    // A price at which the limit and the profit weigh the same.
    private double Scale()
    {
        double profit = 0, figures = 0;
        for (int i = 0; i < _figures.Length; i++)
            (profit, figures) = (profit + Math.Abs(table.Profit[i]), figures + Math.Abs(_figures[i]));
        return profit > 0 && figures > 0 ? profit / figures / 16 : 1;
    }

    private string Nothing() => FormattableString.Invariant(limit.IsLoss
        ? (FormattableString)$"No card that keeps the rules has a mean expected loss of at most {limit.Mean}."
        : $"No card that keeps the rules expects at least {limit.Mean} of the customers to take the offer.");
}

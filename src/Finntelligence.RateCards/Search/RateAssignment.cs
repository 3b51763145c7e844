using System.Collections.Immutable;

namespace Finntelligence.RateCards.Search;

/// <summary>The best rates of cells whose places are settled, where rules tie their rates together: depth first, with bounds.</summary>
internal sealed class RateAssignment
{
    // A card has at most sixteen cells; ties that leave this many ways open are not met in practice, and what is cut off is told.
    private const int MostSteps = 2_000_000;

    private readonly double[][] _sums;
    private readonly RateBounds[] _bounds;
    private readonly int[][] _orders;
    private readonly List<(int Cell, RateDistance Distance)>[] _ties;
    private readonly int[] _rates;
    private int[]? _best;
    private double _value;
    private int _steps;

    private RateAssignment(double[][] sums, RateBounds[] bounds, ImmutableArray<(int First, int Second, RateDistance Distance)> ties, double above)
    {
        (_sums, _bounds, _value) = (sums, bounds, above);
        _rates = new int[sums.Length];
        // Best first, the lower rate first among equals.
        _orders = [.. sums.Select((sum, cell) => Enumerable.Range(bounds[cell].Least, Math.Max(0, bounds[cell].Greatest - bounds[cell].Least + 1))
            .OrderByDescending(r => sum[r]).ThenBy(r => r).ToArray())];
        _ties = [.. sums.Select(_ => new List<(int, RateDistance)>())];
        foreach (var (first, second, distance) in ties)
            _ties[second].Add((first, distance));
    }

    /// <summary>The best rates.</summary>
    /// <param name="sums">Each cell's sum.</param>
    /// <param name="bounds">Which rates it may have.</param>
    /// <param name="ties">Between the cells.</param>
    /// <param name="above">Only more than this is looked for.</param>
    /// <returns>Rates, their value, and whether it is certain that none are better; no rates where there are none above.</returns>
    public static (int[]? Rates, double Value, bool IsProven) Best(
        double[][] sums, RateBounds[] bounds, ImmutableArray<(int First, int Second, RateDistance Distance)> ties, double above)
    {
        var search = new RateAssignment(sums, bounds, ties, above);
        search.Assign(0, 0);
        return (search._best, search._value, search._steps < MostSteps);
    }

    private void Assign(int cell, double sum)
    {
        if (cell == _sums.Length)
        {
            if (sum > _value)
                (_value, _best) = (sum, [.. _rates]);
            return;
        }

        double rest = Rest(cell + 1, cell);
        foreach (int rate in _orders[cell])
        {
            if (++_steps >= MostSteps || !(sum + _sums[cell][rate] + rest > _value))
                return;
            if (!Keeps(cell, rate))
                continue;
            _rates[cell] = rate;
            // The ties of later cells to this one are known now, which bounds what they can add.
            if (sum + _sums[cell][rate] + Rest(cell + 1, cell + 1) > _value)
                Assign(cell + 1, sum + _sums[cell][rate]);
        }
    }

    private bool Keeps(int cell, int rate)
    {
        foreach (var (other, distance) in _ties[cell])
        {
            if (!distance.Allows(_rates[other], rate))
                return false;
        }

        return true;
    }

    // At most what the cells from one on can add, given the rates of those before another.
    private double Rest(int from, int assigned)
    {
        double rest = 0;
        for (int cell = from; cell < _sums.Length; cell++)
        {
            double best = double.NegativeInfinity;
            foreach (int rate in _orders[cell])
            {
                bool open = true;
                foreach (var (other, distance) in _ties[cell])
                    open &= other >= assigned || distance.Allows(_rates[other], rate);
                if (open)
                {
                    best = _sums[cell][rate];
                    break;
                }
            }

            rest += best;
        }

        return rest;
    }
}

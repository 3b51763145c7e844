using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Trees;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Modelling.Fitting;

/// <summary>A line over the rate, in steps between the product's rates, as trees; beyond the rates of history it goes no farther.</summary>
internal sealed class RateSteps
{
    // Trees of few leaves are the fastest to score; what one cannot hold the next one does.
    private const int SplitsOfATree = 7;
    private const int MostRates = 65;

    private readonly int _input;
    private readonly double[] _rates;
    private readonly float[] _thresholds;
    private readonly double _centre;

    private RateSteps(int input, double[] rates, float[] thresholds, double centre) =>
        (_input, _rates, _thresholds, _centre) = (input, rates, thresholds, centre);

    /// <summary>The steps; null where the model does not see the rate as it is, or rows tell nothing of another one.</summary>
    /// <param name="product">Its rates.</param>
    /// <param name="kind">Which model.</param>
    /// <param name="known">Rates of history.</param>
    public static RateSteps? Of(ProductDefinition product, ModelKind kind, double[] known)
    {
        var input = product.Model(kind).Inputs.IndexOf(OfferVariableNames.Of(OfferVariable.Rate));
        if (input < 0 || known.Length == 0 || known.Min() == known.Max())
            return null;
        var rates = Rates(product.Offer.Rate, known.Min(), known.Max());
        if (rates.Length < 2)
            return null;
        var steps = new RateSteps(input, rates, [.. rates.Zip(rates.Skip(1), (a, b) => (float)((a + b) / 2))], known.Average());
        return known.All(rate => steps.Move(rate) == steps.Move(known[0])) ? null : steps;
    }

    /// <summary>A rate, as the steps have it, less the mean of history; of one that is not known, of the mean.</summary>
    public double Move(double rate) => _rates[Place(rate)] - _centre;

    /// <summary>The trees.</summary>
    /// <param name="slope">For a point of rate.</param>
    /// <param name="rates">Of the rows of history.</param>
    /// <param name="weights">Of these: the covers of the nodes.</param>
    public IEnumerable<DecisionTree> Trees(double slope, double[] rates, float[] weights)
    {
        var covers = new double[_rates.Length];
        for (var i = 0; i < rates.Length; i++)
            covers[Place(rates[i])] += weights[i];
        for (var first = 0; first < _thresholds.Length; first += SplitsOfATree)
            yield return Tree(slope, first, Math.Min(first + SplitsOfATree, _thresholds.Length), covers);
    }

    private int Place(double rate)
    {
        var place = Array.BinarySearch(_thresholds, double.IsFinite(rate) ? (float)rate : (float)_centre);
        return place >= 0 ? place : ~place;
    }

    // Steps of a run of thresholds; below all of them 0, or the first value where the run is the first.
    private DecisionTree Tree(double slope, int first, int end, double[] covers)
    {
        var values = new double[end - first + 1];
        var leaves = new double[values.Length];
        for (var k = 0; k < values.Length; k++)
        {
            values[k] = FixedPoint.Round(slope * (_rates[first + k] - (first == 0 ? _centre : _rates[first])));
            leaves[k] = covers[first + k];
        }

        leaves[0] += covers[..first].Sum();
        leaves[^1] += covers[(end + 1)..].Sum();
        var nodes = new List<SplitNode>();
        Grow(0, values.Length - 1);
        return new DecisionTree([.. nodes], [.. values.Zip(leaves, (value, cover) => new Leaf(value, cover))]);

        int Grow(int from, int to)
        {
            if (from == to)
                return ~from;
            var (at, middle) = (nodes.Count, (from + to) / 2);
            var threshold = _thresholds[first + middle];
            nodes.Add(null!);
            var left = Grow(from, middle);
            var right = Grow(middle + 1, to);
            nodes[at] = new SplitNode(_input, threshold, left, right, (float)_centre <= threshold, 0, leaves[from..(to + 1)].Sum());
            return at;
        }
    }

    // The product's rates from one to the other; where they are many, evenly fewer.
    private static double[] Rates(RateAxis axis, double least, double greatest)
    {
        var all = new List<double>();
        for (var rate = axis.Minimum; rate <= axis.Maximum; rate += axis.Step)
        {
            if ((double)(rate + axis.Step) >= least && (double)(rate - axis.Step) <= greatest)
                all.Add((double)rate);
        }

        return all.Count <= MostRates
            ? [.. all]
            : [.. Enumerable.Range(0, MostRates).Select(k => all[(int)((long)k * (all.Count - 1) / (MostRates - 1))])];
    }
}

using Finntelligence.Lending.Products;
using Finntelligence.Trees;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Lending.Models;

/// <summary>
/// Makes a model of a <see cref="DeclaredProbability"/>, so that it is searched, explained, registered and served like any other: one tree over the
/// rate, whose leaves are the log-odds at each rate of the product, and the plain sigmoid.
/// </summary>
public static class DeclaredModel
{
    // Beyond it float32 does not tell a probability from certainty; no leaf may be infinite.
    private const double Certain = 40;

    /// <summary>Makes a probability of log-odds.</summary>
    public static PlattCalibrator Calibrator { get; } = new(-1, 0);

    /// <summary>The tree. Between two rates of the product the probability is that at the lower one.</summary>
    /// <exception cref="ArgumentException">The product has a model of that kind to learn.</exception>
    public static TreeEnsemble Ensemble(ProductDefinition product, ModelKind kind)
    {
        if (product.Model(kind).Declared is not { } declared)
            throw new ArgumentException($"The {kind} model of {product.Name} is not declared.", nameof(kind));
        var (axis, values, thresholds) = (product.Offer.Rate, new List<double>(), new List<float>());
        for (var rate = axis.Minimum; rate <= axis.Maximum; rate += axis.Step)
        {
            var value = LogOdds((double)declared.At(rate));
            if (values.Count > 0 && values[^1] == value)
                continue;
            // The greatest value below the rate: what is at most that belongs to the rates before.
            if (values.Count > 0)
                thresholds.Add(MathF.BitDecrement((float)rate));
            values.Add(value);
        }

        // ML.NET's trees have at least one split.
        if (values.Count == 1)
        {
            values.Add(values[0]);
            thresholds.Add((float)axis.Maximum);
        }

        return new TreeEnsemble(new FeatureEncoder(product, kind).Features, 0, [Tree(values, thresholds)]);
    }

    private static double LogOdds(double probability) =>
        FixedPoint.Round(Math.Clamp(Math.Log(probability / (1 - probability)), -Certain, Certain));

    // Balanced: a node halves a run of leaves. Nodes are numbered before their children.
    private static DecisionTree Tree(List<double> values, List<float> thresholds)
    {
        var nodes = new List<SplitNode>();
        Add(0, values.Count);
        // Nobody was there to be counted; each leaf stands for one.
        return new DecisionTree([.. nodes], [.. values.Select(v => new Leaf(v, 1))]);

        int Add(int from, int to)
        {
            if (to - from == 1)
                return ~from;
            var (at, middle) = (nodes.Count, (from + to) / 2);
            nodes.Add(null!);
            var (left, right) = (Add(from, middle), Add(middle, to));
            nodes[at] = new SplitNode(0, thresholds[middle - 1], left, right, MissingGoesLeft: true, Gain: 0, Cover: to - from);
            return at;
        }
    }
}

using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Predictors;

/// <summary>
/// Reads a generalized additive model: a function of each feature that is constant between bounds, which is a tree that tests one feature.
/// ML.NET adds intercept and effects in double, in the order of the features, as trees are added.
/// </summary>
internal static class GamReader
{
    /// <summary>Its stamps.</summary>
    public static readonly RecordKind Kind = new("", "GAM\0BINP", 0x00010002, "BinaryClassGamPredictor", "");

    public static SlotModel Read(Record record, int width)
    {
        var body = record.Open();
        var features = body.Int32();
        if (features != width)
            throw body.Fault($"the model is for {features} features, but the features column has {width} slots");
        var shapes = body.Count("shapes", sizeof(int));
        var intercept = body.Double();
        if (!double.IsFinite(intercept))
            throw body.Fault($"an intercept of {intercept}");
        var effects = new double[shapes][];
        for (var s = 0; s < shapes; s++)
            effects[s] = ReadEffects(ref body, s);
        var bounds = new double[shapes][];
        for (var s = 0; s < shapes; s++)
            bounds[s] = ReadBounds(ref body, s, effects[s].Length);

        var trees = new DecisionTree?[width];
        var pairs = body.Count("features with a shape", 2 * sizeof(int));
        for (var i = 0; i < pairs; i++)
        {
            var (feature, shape) = (body.Int32(), body.Int32());
            if ((uint)feature >= (uint)width || (uint)shape >= (uint)shapes || trees[feature] is not null)
                throw body.Fault($"feature {feature} of {width} has shape {shape} of {shapes}");
            trees[feature] = Tree(feature, bounds[shape], effects[shape]);
        }

        body.ExpectEnd();
        return new SlotModel("Gam", intercept, [.. trees.OfType<DecisionTree>()]);
    }

    private static double[] ReadEffects(ref ByteCursor body, int shape)
    {
        var effects = body.DoubleArray("effects");
        if (effects.Length is 0 or > Limits.Leaves || !Array.TrueForAll(effects, double.IsFinite))
            throw body.Fault($"shape {shape} has {effects.Length} effects, or one that is not finite");
        return effects;
    }

    private static double[] ReadBounds(ref ByteCursor body, int shape, int count)
    {
        if (count > body.Remaining / sizeof(double))
            throw body.Fault($"{count} bounds cannot be in the {body.Remaining} bytes left");
        var bounds = new double[count];
        for (var i = 0; i < count; i++)
            bounds[i] = body.Double();
        if (!double.IsPositiveInfinity(bounds[^1]) || bounds.Zip(bounds.Skip(1)).Any(b => !(b.First < b.Second)))
            throw body.Fault($"shape {shape} has bounds that do not ascend to infinity");
        return bounds;
    }

    // Halves the bounds again and again; a feature equal to a bound belongs below it, and a missing one in
    // the first range, which is where ML.NET's search for a bound that is not below NaN ends.
    private static DecisionTree Tree(int feature, double[] bounds, double[] effects)
    {
        var nodes = ImmutableArray.CreateBuilder<SplitNode>();
        var leaves = ImmutableArray.CreateBuilder<Leaf>();
        _ = Place(0, effects.Length);
        return new DecisionTree(nodes.ToImmutable(), leaves.ToImmutable());

        int Place(int from, int to)
        {
            if (to - from == 1)
            {
                leaves.Add(new Leaf(effects[from], Cover: 0));
                return ~(leaves.Count - 1);
            }

            var middle = (from + to) / 2;
            var at = nodes.Count;
            nodes.Add(new SplitNode(feature, Floor(bounds[middle - 1]), 0, 0, MissingGoesLeft: true, Gain: 0, Cover: 0));
            var (left, right) = (Place(from, middle), Place(middle, to));
            nodes[at] = nodes[at] with { Left = left, Right = right };
            return at;
        }
    }

    // The largest float that is no larger.
    private static float Floor(double bound)
    {
        var rounded = (float)bound;
        return rounded > bound ? float.BitDecrement(rounded) : rounded;
    }
}

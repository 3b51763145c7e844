using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.LightGbm;

/// <summary>Checks one tree block and converts it, without the factors that belong to the model as a whole.</summary>
internal sealed class TreeConverter
{
    private readonly TreeBlock _block;
    private readonly int _featureCount;
    private readonly TreeFindings _findings;
    private readonly CategoryBudget _categoryBudget;
    private readonly int _leafCount;
    private readonly Lazy<CategoryBits> _categories;

    public TreeConverter(TreeBlock block, int featureCount, TreeFindings findings, CategoryBudget categoryBudget)
    {
        _block = block;
        _featureCount = featureCount;
        _findings = findings;
        _categoryBudget = categoryBudget;
        _leafCount = block.Required("num_leaves").Count();
        _categories = new Lazy<CategoryBits>(() => new CategoryBits(block, _leafCount - 1));
    }

    public DecisionTree Convert()
    {
        if (_leafCount == 0)
            throw _block.Required("num_leaves").Fault("a tree has at least one leaf");
        if (_block.Optional("is_linear") is { } linear && linear.Count() != 0)
            throw linear.Fault("trees with linear leaves cannot be read");

        var valueField = _block.Required("leaf_value");
        var values = valueField.Doubles(_leafCount);
        if (Array.FindIndex(values, value => !double.IsFinite(value)) is var leaf and >= 0)
            throw valueField.Fault(leaf, $"the leaf value is {values[leaf]}");
        // A constant tree has split arrays too, but nothing in them.
        if (_leafCount == 1)
            return new DecisionTree([], [new Leaf(values[0], 0)]);

        CheckInformativeArrays();
        var shape = new TreeShape(_block, _leafCount);
        var covers = Covers.Of(_block, shape);
        _findings.HasCover &= covers is not null;
        var tree = new DecisionTree(
            Splits(shape, covers),
            [.. shape.LeafOrder.Select(old => new Leaf(values[old], covers?.Leaves[old] ?? 0))]);
        return TreeDepth.FaultOf(tree) is { } fault ? throw _block.Fault(fault) : tree;
    }

    private ImmutableArray<SplitNode> Splits(TreeShape shape, Covers? covers)
    {
        var count = _leafCount - 1;
        var features = _block.Required("split_feature");
        var featureOf = features.Integers(count);
        var types = _block.Required("decision_type");
        var typeOf = types.Integers(count);
        var thresholds = _block.Required("threshold");
        var thresholdOf = thresholds.Doubles(count);
        var gainOf = _block.Optional("split_gain")?.Doubles(count);

        return [.. shape.NodeOrder.Select(Split)];

        SplitNode Split(int old)
        {
            var feature = featureOf[old];
            if ((uint)feature >= (uint)_featureCount)
                throw features.Fault(old, $"there is no feature {feature}, the model has {_featureCount}");
            if (DecisionType.Of(typeOf[old]) is not { } type)
                throw types.Fault(old, $"{typeOf[old]} is no decision type");
            var (left, right) = shape.ChildrenOf(old);
            // The gain informs and scores nothing; LightGBM prints inf and nan there at times.
            var gain = gainOf is not null && double.IsFinite(gainOf[old]) ? gainOf[old] : 0;
            var cover = covers?.Nodes[old] ?? 0;
            if (type.IsCategory)
            {
                _findings.IsSplitBySet[feature] = true;
                return new SplitNode(feature, 0, left, right, MissingGoesLeft: false, gain, cover, Codes(thresholds, old, thresholdOf[old]));
            }

            var split = Numeric(thresholds, old, thresholdOf[old], type);
            _findings.TakesMissingForZero[feature] |= type.Missing != MissingType.NaN;
            return new SplitNode(feature, split.Threshold, left, right, split.MissingGoesLeft, gain, cover);
        }
    }

    private NumericSplit Numeric(Field field, int node, double threshold, DecisionType type)
    {
        if (double.IsNaN(threshold))
            throw field.Fault(node, "the threshold is NaN");
        if (NumericSplit.Of(threshold, type.DefaultLeft, type.Missing) is not { } split)
        {
            throw field.Fault(
                node, $"zero counts as missing here and goes {(type.DefaultLeft ? "left" : "right")}, away from the numbers around it; one threshold cannot say so");
        }

        if (threshold != 0 && Math.Abs(threshold) <= float.MaxValue)
            _findings.LargestThresholdStep = Math.Max(_findings.LargestThresholdStep, Math.Abs((threshold - NumericSplit.AtMost(threshold)) / threshold));
        return split;
    }

    private ImmutableArray<int> Codes(Field field, int node, double threshold)
    {
        if (!(threshold >= 0 && threshold < _categories.Value.Count) || Math.Truncate(threshold) != threshold)
            throw field.Fault(node, $"there is no category set {threshold}, the tree has {_categories.Value.Count}");
        var codes = _categories.Value.CodesOf((int)threshold);
        return _categoryBudget.TryTake(codes.Length, codes.IsEmpty ? -1 : codes[^1]) ? codes : throw field.Fault(node, "the category sets of the file take more memory than allowed");
    }

    private void CheckInformativeArrays()
    {
        _block.Optional("internal_value")?.CheckLength(_leafCount - 1);
        _block.Optional("internal_weight")?.CheckLength(_leafCount - 1);
        _block.Optional("leaf_weight")?.CheckLength(_leafCount);
    }
}

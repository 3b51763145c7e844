using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Finntelligence.Trees.Learning;

/// <summary>Finds the best split of one feature in one node from its histogram.</summary>
internal sealed class SplitFinder(TreeOptions options, BinnedRows rows, Gradients gradients, LabeledRows data)
{
    private readonly double _l2 = options.L2Regularization;

    /// <summary>The value of a leaf before shrinkage: the minimum of the second-order loss, within the node's bounds.</summary>
    public double LeafValue(in NodeTotals totals, in Bounds bounds) => LeafValue(totals.Gradient, totals.Hessian, bounds);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double LeafValue(double gradient, double hessian, in Bounds bounds)
    {
        var curvature = hessian + _l2;
        return bounds.Clamp(curvature > 0 ? -gradient / curvature : 0);
    }

    /// <summary>The best split of a feature, or null when none is allowed or none gains enough.</summary>
    public Split? Find(int feature, Vector128<int>[] histogram, Vector128<int> nodeSum, in Bounds bounds)
    {
        var bins = rows.Bins[feature];
        var search = new Search(this, feature, nodeSum, histogram[rows.Offsets[feature] + bins.MissingBin], bounds);
        var values = histogram.AsSpan(rows.Offsets[feature], bins.ValueBins);
        if (bins.Kind == FeatureKind.Numeric)
            ScanThresholds(ref search, values);
        else
            ScanCategories(ref search, values, bins);
        return search.Result();
    }

    private static void ScanThresholds(ref Search search, ReadOnlySpan<Vector128<int>> values)
    {
        var left = Vector128<int>.Zero;

        // The last bin alone on the left is a split too: known values left, missing right.
        for (var bin = 0; bin < values.Length; bin++)
        {
            left += values[bin];
            if (values[bin][2] != 0)
                search.Try(left, bin);
        }
    }

    /// <summary>
    /// Categories in the order of their mean gradient: the best set is a prefix of that order (Fisher 1958), taken from either end,
    /// since the rare and unseen codes go right.
    /// </summary>
    private void ScanCategories(ref Search search, ReadOnlySpan<Vector128<int>> values, FeatureBins bins)
    {
        var units = new Units(gradients);
        var present = new List<(double Key, byte Bin)>();
        for (var bin = 0; bin < values.Length - (bins.HasOthers ? 1 : 0); bin++)
        {
            var totals = units.Totals(values[bin]);
            if (totals.Count > 0)
                present.Add((totals.Gradient / (totals.Hessian + options.CategoricalSmoothing), (byte)bin));
        }

        byte[] ascending = [.. present.OrderBy(p => p.Key).ThenBy(p => p.Bin).Select(p => p.Bin)];
        byte[] descending = [.. ascending.Reverse()];
        foreach (var order in (byte[][])[ascending, descending])
        {
            var left = Vector128<int>.Zero;
            for (var i = 0; i < order.Length; i++)
            {
                left += values[order[i]];
                search.Try(left, i, order);
            }
        }
    }

    /// <summary>The best so far of one feature.</summary>
    private ref struct Search
    {
        private readonly SplitFinder _finder;
        private readonly Units _units;
        private readonly int _feature;
        private readonly Vector128<int> _node;
        private readonly Vector128<int> _missing;
        private readonly Bounds _bounds;
        private readonly int _monotone;
        private readonly double _nodeLoss;
        private double _bestGain;
        private int _bestBin = -1;
        private byte[]? _bestOrder;
        private Vector128<int> _bestLeft;
        private bool _bestMissingLeft;

        public Search(SplitFinder finder, int feature, Vector128<int> node, Vector128<int> missing, in Bounds bounds)
        {
            _finder = finder;
            _units = finder.CurrentUnits;
            _feature = feature;
            _node = node;
            _missing = missing;
            _bounds = bounds;
            _monotone = (int)finder.Data.Features[feature].Monotonicity;
            var totals = _units.Totals(node);
            _nodeLoss = finder.Loss(totals.Gradient, totals.Hessian, finder.LeafValue(totals, bounds));
            _bestGain = finder.Options.MinimumSplitGain;
        }

        /// <param name="left">Sum of the bins with a value that go left.</param>
        /// <param name="bin">Last bin on the left, or last position in <paramref name="order"/>.</param>
        /// <param name="order">Category bins in scan order.</param>
        public void Try(Vector128<int> left, int bin, byte[]? order = null)
        {
            if (_missing[2] == 0)
            {
                // Nothing is known of missing values here: they follow the larger side.
                Consider(left, bin, order, missingLeft: 2 * (long)left[2] > _node[2]);
                return;
            }

            Consider(left, bin, order, missingLeft: false);
            Consider(left + _missing, bin, order, missingLeft: true);
        }

        private void Consider(Vector128<int> left, int bin, byte[]? order, bool missingLeft)
        {
            var right = _node - left;
            var minimum = _finder.Options.MinimumExampleCountPerLeaf;
            if (left[2] < minimum || right[2] < minimum)
                return;
            var (leftHessian, rightHessian) = (_units.Hessian(left), _units.Hessian(right));
            if (leftHessian < _finder.Options.MinimumHessianPerLeaf || rightHessian < _finder.Options.MinimumHessianPerLeaf)
                return;
            var (leftGradient, rightGradient) = (_units.Gradient(left), _units.Gradient(right));
            var leftValue = _finder.LeafValue(leftGradient, leftHessian, _bounds);
            var rightValue = _finder.LeafValue(rightGradient, rightHessian, _bounds);
            if (_monotone * (rightValue - leftValue) < 0)
                return;

            // The loss at the bounded values, not at the free minimum: else a split that the bounds make useless would look good.
            var gain = _nodeLoss - _finder.Loss(leftGradient, leftHessian, leftValue) - _finder.Loss(rightGradient, rightHessian, rightValue);
            if (!(gain > _bestGain))
                return;
            _bestGain = gain;
            _bestBin = bin;
            _bestOrder = order;
            _bestLeft = left;
            _bestMissingLeft = missingLeft;
        }

        public readonly Split? Result()
        {
            if (_bestBin < 0)
                return null;
            var left = _units.Totals(_bestLeft);
            var right = _units.Totals(_node - _bestLeft);
            return new Split
            {
                Feature = _feature,
                Gain = _bestGain,
                Bin = _bestBin,
                LeftBins = _bestOrder?[..(_bestBin + 1)],
                MissingGoesLeft = _bestMissingLeft,
                Left = left,
                Right = right,
                LeftSum = _bestLeft,
                LeftValue = _finder.LeafValue(left, _bounds),
                RightValue = _finder.LeafValue(right, _bounds),
            };
        }
    }

    /// <summary>The scales change with every round.</summary>
    private Units CurrentUnits => new(gradients);

    private TreeOptions Options => options;

    private LabeledRows Data => data;

    /// <summary>The second-order loss of a node at a value: G w + ½ (H + λ) w².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Loss(double gradient, double hessian, double value) =>
        value * (gradient + 0.5 * (hessian + _l2) * value);
}

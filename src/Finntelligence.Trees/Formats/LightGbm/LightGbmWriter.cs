using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.LightGbm;

/// <summary>
/// Writes a model as LightGBM 4 saves one as text: boosted trees of the objective <c>binary</c>, unordered categories as its own sets. Its prediction is
/// the calibrated probability: Platt's slope is the objective's <c>sigmoid</c>, and what is added to the score (the base score, and Platt's offset) stands in
/// the leaves of the first tree. For float32 rows whose categories are codes, every decision is ours, missing values included; LightGBM adds the leaves in
/// double. Only numbers within 1e-35 of 0 may go another way: LightGBM takes them for 0.
/// </summary>
public static class LightGbmWriter
{
    // LightGBM's own stand-in for what is beyond every number.
    internal const double Beyond = 1e300;

    /// <summary>Whether the format can carry the model.</summary>
    /// <param name="ensemble">The trees.</param>
    /// <param name="calibrator">Their calibrator.</param>
    /// <param name="why">If not: the first reason found, one sentence without a full stop.</param>
    public static bool CanExpress(TreeEnsemble ensemble, ICalibrator calibrator, [NotNullWhen(false)] out string? why)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        ArgumentNullException.ThrowIfNull(calibrator);
        if (calibrator is not PlattCalibrator platt)
            why = $"its calibrator is {CalibratorName.Of(calibrator)}, and only Platt's sigmoid can be written";
        else if (platt.A == 0)
            why = "its calibrator says the same of every score, and LightGBM's sigmoid must rise with it";
        else if (ensemble.Features.IsEmpty)
            why = "it has no features, and LightGBM needs at least one";
        else if (ensemble.Features.FirstOrDefault(f => f.Name.Length == 0 || f.Name.Any(c => char.IsWhiteSpace(c) || c is '=' or ':' or ',' or '"' or '[' or ']' or '{' or '}')) is { } named)
            why = $"'{named.Name}' cannot be the name of a feature";
        else
            why = null;
        return why is null;
    }

    /// <summary>The file's text, of ASCII but for names. The same model gives the same text.</summary>
    /// <param name="ensemble">The trees.</param>
    /// <param name="calibrator">Their calibrator.</param>
    /// <param name="categories">For each feature the number of its codes, from 0; only those of unordered categories are looked at.</param>
    /// <exception cref="ArgumentException">The format cannot carry the model (<see cref="CanExpress"/>), or not one number per feature.</exception>
    public static string Write(TreeEnsemble ensemble, ICalibrator calibrator, ImmutableArray<int> categories)
    {
        if (!CanExpress(ensemble, calibrator, out var why))
            throw new ArgumentException($"LightGBM's format cannot carry this model: {why}.", nameof(ensemble));
        if (categories.Length != ensemble.Features.Length)
            throw new ArgumentException($"There must be one number of codes for each of {ensemble.Features.Length} features.", nameof(categories));
        var platt = (PlattCalibrator)calibrator;
        var start = ensemble.BaseScore + (platt.B / platt.A);
        // Without a tree there would be nothing to carry the start.
        ImmutableArray<DecisionTree> trees = ensemble.Trees.IsEmpty ? [new DecisionTree([], [new Leaf(0, 1)])] : ensemble.Trees;
        string[] blocks = [.. trees.Select((tree, i) => new TreeText(tree, categories).Of(i, i == 0 ? start : 0))];
        var text = new StringBuilder();
        Line(text, "tree");
        Line(text, "version=v4");
        Line(text, "num_class=1");
        Line(text, "num_tree_per_iteration=1");
        Line(text, "label_index=0");
        Line(text, FormattableString.Invariant($"max_feature_idx={ensemble.Features.Length - 1}"));
        Line(text, FormattableString.Invariant($"objective=binary sigmoid:{-platt.A:R}"));
        Line(text, $"feature_names={string.Join(' ', ensemble.Features.Select(f => f.Name))}");
        Line(text, $"feature_infos={string.Join(' ', ensemble.Features.Select((f, i) => Info(f, categories[i])))}");
        Line(text, $"tree_sizes={string.Join(' ', blocks.Select(b => Encoding.UTF8.GetByteCount(b).ToString(CultureInfo.InvariantCulture)))}");
        Line(text, "");
        foreach (var block in blocks)
            text.Append(block);
        Line(text, "end of trees");
        Line(text, "");
        Line(text, "pandas_categorical:null");
        return text.ToString();
    }

    // Of a number: all of them. A category's codes, so that a reader knows the column for one.
    private static string Info(FeatureSpec feature, int codes) => feature.Kind == FeatureKind.Category
        ? string.Join(':', Enumerable.Range(0, Math.Max(1, codes)))
        : FormattableString.Invariant($"[{-float.MaxValue:R}:{float.MaxValue:R}]");

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}

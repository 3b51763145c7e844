using System.Collections.Immutable;
using System.Globalization;

namespace Finntelligence.Trees.Formats.LightGbm;

/// <summary>What a user should know before serving the model.</summary>
internal static class Notices
{
    private const int MostNames = 10;

    public static ImmutableArray<string> Of(
        Header header, ImmutableArray<FeatureSpec> features, TreeFindings findings, bool hasStoredCategories, bool hasEnd)
    {
        var notices = ImmutableArray.CreateBuilder<string>();
        if (header.Objective.Link == OutputLink.Unknown)
            notices.Add("The file names no objective (a custom one), so only the raw score is known.");
        if (header.Objective.ScoreFactor != 1)
            notices.Add(Invariant($"Leaves were multiplied by the objective's sigmoid {header.Objective.ScoreFactor}, so the score is log-odds."));
        if (header.AveragesTrees)
            notices.Add("The trees are averaged (random forest): the score is LightGBM's raw_score divided by the number of trees.");
        if (!hasEnd && header.Trees is null)
            notices.Add("The file has neither 'end of trees' nor 'tree_sizes', so nothing shows whether trees are missing at its end; LightGBM reads it as it is.");
        if (NamesOf(features, index => findings.TakesMissingForZero[index]) is { } zeros)
            notices.Add($"A missing value counts as 0 in these features, as in LightGBM: {zeros}.");
        if (NamesOf(features, index => features[index].Kind == FeatureKind.Category) is { } categories)
            notices.Add($"Category features take whole codes as in training: {categories}. A fraction, which LightGBM would cut off, belongs to no category here.");
        if (hasStoredCategories)
            notices.Add("The category values of the training frame (pandas_categorical) are not used: rows must carry its codes.");
        if (!findings.HasCover)
            notices.Add("Row counts (leaf_count, internal_count) are missing or do not add up, so predictions cannot be explained.");
        if (findings.LargestThresholdStep > 0)
            notices.Add(Invariant($"Thresholds were rounded down to float32, by at most {findings.LargestThresholdStep:0.0e+0} of their size: exact for float32 rows."));
        return notices.ToImmutable();
    }

    private static string? NamesOf(ImmutableArray<FeatureSpec> features, Func<int, bool> where)
    {
        var names = Enumerable.Range(0, features.Length).Where(where).Select(index => features[index].Name).ToList();
        return names.Count == 0 ? null : string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? ", …" : "");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

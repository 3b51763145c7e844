using System.Collections.Immutable;

namespace Finntelligence.Trees.Formats.LightGbm;

/// <summary>What the lines before the first tree say.</summary>
/// <param name="Objective">Objective, link and the factor inside the link.</param>
/// <param name="AveragesTrees">A random forest: the score is the mean of the trees, not their sum.</param>
/// <param name="FeatureNames">One per column.</param>
/// <param name="CategoryColumns">Which columns held categories in training.</param>
/// <param name="Version">The format's version, as v3.</param>
/// <param name="Trees">How many trees the file says it has; null where it does not.</param>
internal sealed record Header(
    Objective Objective,
    bool AveragesTrees,
    ImmutableArray<string> FeatureNames,
    ImmutableArray<bool> CategoryColumns,
    string Version,
    int? Trees)
{
    /// <summary>The features. The file's monotone_constraints are its author's claim, so they are not carried.</summary>
    public ImmutableArray<FeatureSpec> Features(TreeFindings findings) =>
    [
        .. FeatureNames.Select((name, index) => new FeatureSpec(
            name, CategoryColumns[index] || findings.IsSplitBySet[index] ? FeatureKind.Category : FeatureKind.Numeric)),
    ];
}

using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.LightGbm;

/// <summary>
/// Reads models that LightGBM 2.3 to 4.x wrote as text (<c>save_model("model.txt")</c>): boosted trees, DART and random
/// forests of one output, with numeric and category splits.
/// </summary>
/// <remarks>
/// <para>The ensemble's score is LightGBM's raw score, with two factors folded into the leaves so that the link is a plain one:
/// a binary objective's <c>sigmoid</c>, and the division by the number of trees in a random forest. Leaves are added in
/// double, in the order of the trees (<see cref="ScoreArithmetic.Double"/>).</para>
/// <para>LightGBM compares doubles, we float32. For float32 rows every decision is LightGBM's own: a threshold becomes the
/// largest float32 not above it. A caller's double is rounded to float32 before scoring, so one that lies within half a
/// float32 step above a threshold may go the other way; a notice tells the largest step.</para>
/// </remarks>
public static class LightGbmReader
{
    /// <summary>Reads one model.</summary>
    /// <param name="stream">Read forward from where it stands, to its end; not closed.</param>
    /// <param name="limits">How large a file may be; null for the defaults.</param>
    /// <exception cref="InvalidModelFileException">The file is no such model, is damaged, or cannot be represented; the message says in which line and why.</exception>
    public static ImportedModel Read(Stream stream, ModelFileLimits? limits = null)
    {
        limits ??= ModelFileLimits.Default;
        var lines = new TextLines(new ByteSource(stream, limits.Bytes));
        var header = HeaderReader.Read(lines, limits);
        var findings = new TreeFindings(header.FeatureNames.Length);
        var categoryBudget = new CategoryBudget(limits.CategoryBytes);
        var nodesLeft = limits.Nodes;
        var trees = ImmutableArray.CreateBuilder<DecisionTree>();
        while (TreeBlock.Next(lines, trees.Count, limits.Trees) is { } block)
        {
            nodesLeft -= block.NodeCount(nodesLeft);
            trees.Add(new TreeConverter(block, header.FeatureNames.Length, findings, categoryBudget).Convert());
        }

        var hasEnd = TreeBlock.IsEnd(lines.Current);
        // LightGBM counts the trees it was promised, not the line behind them.
        if (!hasEnd && header.Trees is { } promised && promised != trees.Count)
            throw new InvalidModelFileException($"after line {lines.Number}", $"tree_sizes promises {promised} trees and {trees.Count} are there, so the file has been cut");
        OldForests.Check(header, trees);
        var hasStoredCategories = Trailer.HasStoredCategories(lines);
        var scaled = LeafScale.Apply(trees.ToImmutable(), header);
        var features = header.Features(findings);
        return new ImportedModel(
            new TreeEnsemble(features, 0, scaled, ScoreArithmetic.Double),
            header.Objective.Name,
            header.Objective.Link,
            BaseScore: 0,
            HasFeatureNames: true,
            findings.HasCover,
            Rounds: scaled.Length,
            Notices.Of(header, features, findings, hasStoredCategories, hasEnd));
    }
}

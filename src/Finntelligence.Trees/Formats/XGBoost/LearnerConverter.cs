using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.XGBoost;

/// <summary>Checks a whole document, refuses by name what an ensemble cannot express, and converts the rest.</summary>
internal static class LearnerConverter
{
    /// <summary>The newest major version whose layout this reader knows.</summary>
    private const int NewestMajorVersion = 3;

    public static ImportedModel Convert(LearnerDocument learner, XGBoostReadOptions options)
    {
        var notices = new List<string>();
        var version = VersionOf(learner, notices);
        CheckShape(learner);

        var objective = learner.Objective ?? throw Missing("learner.objective.name");
        var link = Objectives.LinkOf(objective);
        if (learner.Quantiles?.Contains(',') == true)
            throw new InvalidModelFileException("learner.objective.quantile_loss_param.quantile_alpha", "several quantiles are several outputs; only one can be read");
        var baseScore = BaseScores.Parse(learner.BaseScore ?? throw Missing(BaseScores.Path));
        var start = Objectives.StartMargin(link, baseScore, version);

        var trees = ConvertTrees(learner, options.Limits);
        var starts = Rounds.StartsOf(learner, trees.Length);
        var rounds = ChooseRounds(learner, options.Rounds, starts.Count - 1, notices);
        trees = trees[..starts[rounds]];

        var features = FeatureSpecs.Of(learner, trees);
        var hasCover = trees.IsEmpty || trees.Any(tree => tree.Nodes.Any(node => node.Cover > 0) || tree.Leaves.Any(leaf => leaf.Cover > 0));
        if (!hasCover)
            notices.Add("Every cover (sum_hessian) is 0, so predictions cannot be explained.");
        AddCategoryNotices(learner, features, notices);

        return new ImportedModel(
            new TreeEnsemble(features, start, trees, ScoreArithmetic.Single),
            objective,
            link,
            baseScore,
            HasFeatureNames: learner.FeatureNames.Count > 0,
            hasCover,
            rounds,
            [.. notices]);
    }

    private static Version VersionOf(LearnerDocument learner, List<string> notices)
    {
        if (learner.Version is not [>= 0 and var major, >= 0 and var minor, ..])
        {
            notices.Add("The file does not say which version of XGBoost wrote it.");
            return new Version(0, 0);
        }

        if (major > NewestMajorVersion)
            notices.Add($"The file was written by XGBoost {major}.{minor}, newer than the versions this reader was made for (up to {NewestMajorVersion}.x).");
        return new Version(major, minor);
    }

    /// <summary>Everything that makes a model of another shape than one sum of trees.</summary>
    private static void CheckShape(LearnerDocument learner)
    {
        const string Parameters = "learner.learner_model_param";
        switch (learner.Booster)
        {
            case "gbtree" or "dart":
                break;
            case "gblinear":
                throw new InvalidModelFileException("learner.gradient_booster.name", "'gblinear' is a linear model, not trees");
            case null:
                throw Missing("learner.gradient_booster.name");
            default:
                throw new InvalidModelFileException("learner.gradient_booster.name", $"the booster '{learner.Booster}' is unknown");
        }

        if (learner.ClassCount > 1)
            throw new InvalidModelFileException($"{Parameters}.num_class", $"the model has {learner.ClassCount} classes; only models of one output can be read");
        if (learner.TargetCount > 1)
            throw new InvalidModelFileException($"{Parameters}.num_target", $"the model has {learner.TargetCount} targets; only models of one output can be read");
        if (learner.LeafVectorSize > 1)
            throw new InvalidModelFileException($"{learner.ModelPath}.gbtree_model_param.size_leaf_vector", "leaves with several values cannot be read");
        if (learner.Booster == "dart" && learner.TreeWeights is null)
            throw Missing("learner.gradient_booster.weight_drop");
    }

    private static ImmutableArray<DecisionTree> ConvertTrees(LearnerDocument learner, ModelFileLimits limits)
    {
        if (learner.ModelPath is not { } path)
            throw Missing("learner.gradient_booster.model");
        var trees = learner.Trees ?? throw Missing($"{path}.trees");
        var groups = learner.TreeGroups ?? throw Missing($"{path}.tree_info");
        if (groups.Count != trees.Count)
            throw new InvalidModelFileException($"{path}.tree_info", $"has {groups.Count} entries for {trees.Count} trees");
        if (groups.FindIndex(group => group != 0) is var other and >= 0)
            throw new InvalidModelFileException($"{path}.tree_info[{other}]", $"the tree belongs to output {groups[other]}; only models of one output can be read");
        if (learner.TreeCount is { } stated && stated != trees.Count)
            throw new InvalidModelFileException($"{path}.gbtree_model_param.num_trees", $"says {stated}, but there are {trees.Count} trees");
        if (learner.TreeWeights is { } weights && weights.Count != trees.Count)
            throw new InvalidModelFileException(learner.TreeWeightsPath!, $"has {weights.Count} weights for {trees.Count} trees");
        var features = FeatureSpecs.CountOf(learner, limits);

        var converted = ImmutableArray.CreateBuilder<DecisionTree>(trees.Count);
        for (var t = 0; t < trees.Count; t++)
        {
            var treePath = $"{path}.trees[{t}]";
            if (trees[t].Id is { } id && id != t)
                throw new InvalidModelFileException($"{treePath}.id", $"is {id}, not its place {t}");
            if (trees[t].LeafVectorSize > 1)
                throw new InvalidModelFileException($"{treePath}.tree_param.size_leaf_vector", "leaves with several values cannot be read");
            converted.Add(TreeConverter.Convert(trees[t], treePath, features, learner.TreeWeights?[t] ?? 1));
        }

        return converted.MoveToImmutable();
    }

    private static int ChooseRounds(LearnerDocument learner, RoundSelection selection, int rounds, List<string> notices)
    {
        int? best = int.TryParse(learner.BestIteration, NumberStyles.None, CultureInfo.InvariantCulture, out var iteration) ? iteration : null;
        var chosen = selection.Choose(rounds, best);
        if (best + 1 < rounds && chosen == rounds)
            notices.Add($"Training found round {best + 1} of {rounds} best (best_iteration {best}); all {rounds} rounds are used unless the best ones are asked for.");
        return chosen;
    }

    private static void AddCategoryNotices(LearnerDocument learner, ImmutableArray<FeatureSpec> features, List<string> notices)
    {
        var categories = features.Where(feature => feature.Kind == FeatureKind.Category).Select(feature => feature.Name).ToList();
        if (categories.Count == 0)
            return;
        var names = string.Join(", ", categories.Take(10)) + (categories.Count > 10 ? ", …" : "");
        notices.Add($"Category features take whole codes as in training: {names}. A fraction, which XGBoost would cut off, belongs to no category here.");
        if (learner.HasCategoryNames)
            notices.Add("The category names of the training frame (model.cats) are not used: rows must carry its codes.");
    }

    private static InvalidModelFileException Missing(string path) => new(path, "is missing");
}

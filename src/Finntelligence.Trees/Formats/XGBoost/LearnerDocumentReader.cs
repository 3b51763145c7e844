using Finntelligence.Trees.Formats.XGBoost.Documents;

namespace Finntelligence.Trees.Formats.XGBoost;

/// <summary>
/// Reads a model document of either encoding. Members come in any order; those that nothing depends on are skipped, since
/// each version of XGBoost adds some.
/// </summary>
internal sealed class LearnerDocumentReader(DocumentReader document, ModelFileLimits limits)
{
    private readonly LearnerDocument _learner = new();
    private readonly TreeArraysReader _trees = new(document, limits);
    private bool _hasLearner;

    public LearnerDocument Read()
    {
        document.ReadDocument(() => document.ReadObject(
            ("version", () => _learner.Version = document.ReadList(3, document.ReadInteger)),
            ("learner", ReadLearner),
            ("Model", RefuseSnapshot),
            ("Config", RefuseSnapshot)));
        return _hasLearner ? _learner : throw document.Fault("Not an XGBoost model: there is no member 'learner'");
    }

    private void RefuseSnapshot() => throw document.Fault("This is a memory snapshot of a booster, not a model: write one with save_model");

    private void ReadLearner()
    {
        _hasLearner = true;
        document.ReadObject(
            ("attributes", () => document.ReadObject(("best_iteration", () => _learner.BestIteration = document.ReadText()))),
            ("feature_names", () => _learner.FeatureNames = document.ReadList(limits.Features, document.ReadText)),
            ("feature_types", () => _learner.FeatureTypes = document.ReadList(limits.Features, document.ReadText)),
            ("learner_model_param", () => document.ReadObject(
                ("base_score", () => _learner.BaseScore = document.ReadText()),
                ("num_feature", () => _learner.FeatureCount = document.ReadCount()),
                ("num_class", () => _learner.ClassCount = document.ReadCount()),
                ("num_target", () => _learner.TargetCount = document.ReadCount()))),
            ("objective", () => document.ReadObject(
                ("name", () => _learner.Objective = document.ReadText()),
                ("quantile_loss_param", () => document.ReadObject(("quantile_alpha", () => _learner.Quantiles = document.ReadText()))))),
            ("gradient_booster", () => document.ReadObject(
                ("name", () => _learner.Booster = document.ReadText()),
                ("model", ReadModel),
                // Up to 3.2 a DART booster wraps the one whose trees it weighs.
                ("gbtree", () => document.ReadObject(("model", ReadModel))),
                ("weight_drop", ReadTreeWeights))));
    }

    private void ReadModel()
    {
        if (_learner.ModelPath is { } first)
            throw document.Fault($"is a second model beside {first}");
        _learner.ModelPath = document.Path;
        document.ReadObject(
            ("gbtree_model_param", () => document.ReadObject(
                ("num_trees", () => _learner.TreeCount = document.ReadCount()),
                ("num_parallel_tree", () => _learner.ParallelTrees = document.ReadCount()),
                ("size_leaf_vector", () => _learner.LeafVectorSize = document.ReadCount()))),
            ("trees", () => _learner.Trees = document.ReadList(limits.Trees, _trees.Read)),
            ("tree_info", () => _learner.TreeGroups = document.ReadList(limits.Trees, document.ReadInteger)),
            ("iteration_indptr", () => _learner.RoundStarts = document.ReadList(limits.Trees + 1, document.ReadInteger)),
            ("weight_drop", ReadTreeWeights),
            ("cats", () => document.ReadObject(("sorted_idx", () => _learner.HasCategoryNames = document.SkipAndSeeWhetherFilled()))));
    }

    private void ReadTreeWeights()
    {
        if (_learner.TreeWeightsPath is { } first)
            throw document.Fault($"are second weights beside {first}");
        _learner.TreeWeightsPath = document.Path;
        _learner.TreeWeights = document.ReadList(limits.Trees, document.ReadSingle);
    }
}

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
        document.ReadDocument(() => document.ReadObject(ReadTopLevel));
        return _hasLearner ? _learner : throw document.Fault("Not an XGBoost model: there is no member 'learner'");
    }

    private void ReadTopLevel(string name)
    {
        switch (name)
        {
            case "version":
                _learner.Version = document.ReadList(3, document.ReadInteger);
                break;
            case "learner":
                _hasLearner = true;
                document.ReadObject(ReadLearner);
                break;
            case "Model" or "Config":
                throw document.Fault("This is a memory snapshot of a booster, not a model: write one with save_model");
            default:
                document.Skip();
                break;
        }
    }

    private void ReadLearner(string name)
    {
        switch (name)
        {
            case "attributes":
                document.ReadObject(ReadAttribute);
                break;
            case "feature_names":
                _learner.FeatureNames = document.ReadList(limits.Features, document.ReadText);
                break;
            case "feature_types":
                _learner.FeatureTypes = document.ReadList(limits.Features, document.ReadText);
                break;
            case "learner_model_param":
                document.ReadObject(ReadModelParameter);
                break;
            case "objective":
                document.ReadObject(ReadObjective);
                break;
            case "gradient_booster":
                document.ReadObject(ReadBooster);
                break;
            default:
                document.Skip();
                break;
        }
    }

    private void ReadAttribute(string name)
    {
        if (name == "best_iteration")
            _learner.BestIteration = document.ReadText();
        else
            document.Skip();
    }

    private void ReadModelParameter(string name)
    {
        switch (name)
        {
            case "base_score":
                _learner.BaseScore = document.ReadText();
                break;
            case "num_feature":
                _learner.FeatureCount = document.ReadCount();
                break;
            case "num_class":
                _learner.ClassCount = document.ReadCount();
                break;
            case "num_target":
                _learner.TargetCount = document.ReadCount();
                break;
            default:
                document.Skip();
                break;
        }
    }

    private void ReadObjective(string name)
    {
        if (name == "name")
            _learner.Objective = document.ReadText();
        else if (name == "quantile_loss_param")
            document.ReadObject(ReadQuantileParameter);
        else
            document.Skip();
    }

    private void ReadQuantileParameter(string name)
    {
        if (name == "quantile_alpha")
            _learner.Quantiles = document.ReadText();
        else
            document.Skip();
    }

    private void ReadBooster(string name)
    {
        switch (name)
        {
            case "name":
                _learner.Booster = document.ReadText();
                break;
            case "model":
                ReadModel();
                break;
            case "gbtree":
                // Up to 3.2 a DART booster wraps the one whose trees it weighs.
                document.ReadObject(ReadWrappedBooster);
                break;
            case "weight_drop":
                ReadTreeWeights();
                break;
            default:
                document.Skip();
                break;
        }
    }

    private void ReadWrappedBooster(string name)
    {
        if (name == "model")
            ReadModel();
        else
            document.Skip();
    }

    private void ReadModel()
    {
        if (_learner.ModelPath is { } first)
            throw document.Fault($"is a second model beside {first}");
        _learner.ModelPath = document.Path;
        document.ReadObject(ReadModelMember);
    }

    private void ReadModelMember(string name)
    {
        switch (name)
        {
            case "gbtree_model_param":
                document.ReadObject(ReadTreeModelParameter);
                break;
            case "trees":
                _learner.Trees = document.ReadList(limits.Trees, _trees.Read);
                break;
            case "tree_info":
                _learner.TreeGroups = document.ReadList(limits.Trees, document.ReadInteger);
                break;
            case "iteration_indptr":
                _learner.RoundStarts = document.ReadList(limits.Trees + 1, document.ReadInteger);
                break;
            case "weight_drop":
                ReadTreeWeights();
                break;
            case "cats":
                document.ReadObject(ReadCategoryNames);
                break;
            default:
                document.Skip();
                break;
        }
    }

    private void ReadTreeModelParameter(string name)
    {
        switch (name)
        {
            case "num_trees":
                _learner.TreeCount = document.ReadCount();
                break;
            case "num_parallel_tree":
                _learner.ParallelTrees = document.ReadCount();
                break;
            case "size_leaf_vector":
                _learner.LeafVectorSize = document.ReadCount();
                break;
            default:
                document.Skip();
                break;
        }
    }

    private void ReadTreeWeights()
    {
        if (_learner.TreeWeightsPath is { } first)
            throw document.Fault($"are second weights beside {first}");
        _learner.TreeWeightsPath = document.Path;
        _learner.TreeWeights = document.ReadList(limits.Trees, document.ReadSingle);
    }

    private void ReadCategoryNames(string name)
    {
        if (name == "sorted_idx")
            _learner.HasCategoryNames = document.SkipAndSeeWhetherFilled();
        else
            document.Skip();
    }
}

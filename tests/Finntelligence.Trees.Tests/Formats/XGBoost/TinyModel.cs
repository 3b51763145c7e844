namespace Finntelligence.Trees.Tests.Formats.XGBoost;

/// <summary>
/// A hand-written model of two features and two trees, small enough to score in the head, for tests that change one thing.
/// Tree 0: a &lt; 1.5 → (b &lt; 0 → 0.25, else 0.5), missing right; else −1. Missing a goes left.
/// Tree 1: category c in {1, 3} → 2, else −2; missing goes left, with the others. Base score 0.5: the margin starts at 0.
/// </summary>
internal static class TinyModel
{
    public const string Json = """
        {"version":[1,7,4],"learner":{
        "attributes":{"scikit_learn":"{\"missing\": NaN}","best_iteration":"0"},
        "feature_names":["a","b","c"],"feature_types":["float","float","c"],
        "learner_model_param":{"base_score":"5E-1","num_feature":"3","num_class":"0","num_target":"1","boost_from_average":"1"},
        "objective":{"name":"binary:logistic","reg_loss_param":{"scale_pos_weight":"1"}},
        "gradient_booster":{"name":"gbtree","model":{
        "gbtree_model_param":{"num_trees":"2","num_parallel_tree":"1","size_leaf_vector":"0"},
        "tree_info":[0,0],
        "trees":[{"id":0,
        "left_children":[1,3,-1,-1,-1],"right_children":[2,4,-1,-1,-1],"parents":[2147483647,0,0,1,1],
        "split_indices":[0,1,0,0,0],"split_conditions":[1.5E0,0,-1E0,2.5E-1,5E-1],"default_left":[1,0,0,0,0],
        "sum_hessian":[10,6,4,2,4],"base_weights":[0,0,0,0,0],"loss_changes":[7E0,3E0,0E0,0E0,0E0],"split_type":[0,0,0,0,0],
        "categories":[],"categories_nodes":[],"categories_segments":[],"categories_sizes":[],
        "tree_param":{"num_nodes":"5","num_deleted":"0","num_feature":"3","size_leaf_vector":"0"}},
        {"id":1,
        "left_children":[1,-1,-1],"right_children":[2,-1,-1],"parents":[2147483647,0,0],
        "split_indices":[2,0,0],"split_conditions":[NaN,-2E0,2E0],"default_left":[true,false,false],
        "sum_hessian":[9,5,4],"base_weights":[0,0,0],"loss_changes":[5E0,0E0,0E0],"split_type":[1,0,0],
        "categories":[3,1],"categories_nodes":[0],"categories_segments":[0],"categories_sizes":[2],
        "tree_param":{"num_nodes":"3","num_deleted":"0","num_feature":"3","size_leaf_vector":"0"}}]}}}}
        """;

    /// <summary>
    /// One tree as deep as it has splits. Even node 2k: a &lt; k goes to leaf 2k + 1, worth k; the rest goes on to node 2k + 2. The last
    /// node is a leaf.
    /// </summary>
    public static string Chain(int depth)
    {
        var count = (2 * depth) + 1;
        return $$$"""
            {"version":[2,1,4],"learner":{"learner_model_param":{"base_score":"0","num_feature":"1"},"objective":{"name":"reg:squarederror"},
            "gradient_booster":{"name":"gbtree","model":{"tree_info":[0],"trees":[{"tree_param":{"num_nodes":"{{{count}}}"},
            "left_children":{{{Array(id => IsSplit(id) ? id + 1 : -1)}}},"right_children":{{{Array(id => IsSplit(id) ? id + 2 : -1)}}},
            "split_indices":{{{Array(_ => 0)}}},"split_conditions":{{{Array(id => id / 2)}}},"default_left":{{{Array(_ => 0)}}},
            "sum_hessian":{{{Array(_ => 1)}}},"loss_changes":{{{Array(_ => 0)}}} }]}} } }
            """;

        bool IsSplit(int id) => id % 2 == 0 && id < count - 1;

        string Array(Func<int, int> value) => "[" + string.Join(',', Enumerable.Range(0, count).Select(value)) + "]";
    }

    /// <summary>The model with one part replaced. The part must be there, so that no test changes nothing.</summary>
    public static string With(string part, string replacement) =>
        Json.Contains(part, StringComparison.Ordinal)
            ? Json.Replace(part, replacement, StringComparison.Ordinal)
            : throw new ArgumentException($"The model has no part {part}.");
}

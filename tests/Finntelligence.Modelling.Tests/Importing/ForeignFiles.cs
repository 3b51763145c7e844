using System.Globalization;
using System.Text.Json;

namespace Finntelligence.Modelling.Tests.Importing;

/// <summary>Model files of other libraries, written by hand: few enough trees to score in the head.</summary>
internal static class ForeignFiles
{
    /// <summary>
    /// XGBoost JSON of two rounds. Each: rate &lt; 7.5 → 0.25, else −0.5; missing goes left. Base score 0.5: the margin starts at 0.
    /// </summary>
    /// <param name="names">Columns of the file; empty writes none.</param>
    /// <param name="columns">How many there are.</param>
    /// <param name="rate">Which of them is the rate.</param>
    public static string XGBoost(IReadOnlyCollection<string> names, int columns, int rate, string objective = "binary:logistic") => $$$$$"""
        {"version":[1,7,4],"learner":{
        "attributes":{"best_iteration":"0"},
        "feature_names":{{{{{JsonSerializer.Serialize(names)}}}}},"feature_types":[],
        "learner_model_param":{"base_score":"5E-1","num_feature":"{{{{{columns}}}}}","num_class":"0","num_target":"1"},
        "objective":{"name":"{{{{{objective}}}}}","reg_loss_param":{"scale_pos_weight":"1"}},
        "gradient_booster":{"name":"gbtree","model":{
        "gbtree_model_param":{"num_trees":"2","num_parallel_tree":"1","size_leaf_vector":"0"},
        "tree_info":[0,0],
        "trees":[{{{{{XGBoostTree(0, columns, rate)}}}}},{{{{{XGBoostTree(1, columns, rate)}}}}}]}}}}
        """;

    /// <summary>LightGBM text of one tree: rate ≤ 7.5 → 0.25, else −0.5; missing goes left.</summary>
    /// <param name="names">Columns of the file.</param>
    /// <param name="rate">Which of them is the rate.</param>
    public static string LightGbm(IReadOnlyList<string> names, int rate, string objective = "binary sigmoid:1") => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        tree
        version=v4
        num_class=1
        num_tree_per_iteration=1
        label_index=0
        max_feature_idx={names.Count - 1}
        objective={objective}
        feature_names={string.Join(' ', names)}
        feature_infos={string.Join(' ', names.Select(_ => "[0:9]"))}
        tree_sizes=1

        Tree=0
        num_leaves=2
        num_cat=0
        split_feature={rate}
        split_gain=7
        threshold=7.5
        decision_type=10
        left_child=-1
        right_child=-2
        leaf_value=0.25 -0.5
        leaf_weight=1 2
        leaf_count=6 4
        internal_value=0
        internal_weight=0
        internal_count=10
        is_linear=0
        shrinkage=0.1


        end of trees

        pandas_categorical:null

        """);

    private static string XGBoostTree(int id, int columns, int rate) => $$$$$"""
        {"id":{{{{{id}}}}},
        "left_children":[1,-1,-1],"right_children":[2,-1,-1],"parents":[2147483647,0,0],
        "split_indices":[{{{{{rate}}}}},0,0],"split_conditions":[7.5E0,2.5E-1,-5E-1],"default_left":[1,0,0],
        "sum_hessian":[10,6,4],"base_weights":[0,0,0],"loss_changes":[7E0,0E0,0E0],"split_type":[0,0,0],
        "categories":[],"categories_nodes":[],"categories_segments":[],"categories_sizes":[],
        "tree_param":{"num_nodes":"3","num_deleted":"0","num_feature":"{{{{{columns}}}}}","size_leaf_vector":"0"}}
        """;
}

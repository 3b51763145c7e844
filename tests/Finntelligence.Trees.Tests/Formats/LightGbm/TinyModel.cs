namespace Finntelligence.Trees.Tests.Formats.LightGbm;

/// <summary>
/// A hand-written model of three features and two trees, small enough to score in the head, for tests that change one thing.
/// Tree 0: a ≤ 1.5 → (b ≤ 0 → 0.25, else 0.5; NaN right), else −1. NaN in a goes left.
/// Tree 1: code c in {1, 3, 40} → 2, else and NaN → −2.
/// </summary>
internal static class TinyModel
{
    public const string Text = """
        tree
        version=v4
        num_class=1
        num_tree_per_iteration=1
        label_index=0
        max_feature_idx=2
        objective=binary sigmoid:1
        feature_names=a b c
        monotone_constraints=0 0 0
        feature_infos=[0.1:9] [-3:3] 0:1:2:40
        tree_sizes=1 2

        Tree=0
        num_leaves=3
        num_cat=0
        split_feature=0 1
        split_gain=7 3
        threshold=1.5 0
        decision_type=10 8
        left_child=1 -1
        right_child=-3 -2
        leaf_value=0.25 0.5 -1
        leaf_weight=1 2 3
        leaf_count=2 4 4
        internal_value=0 0
        internal_weight=0 0
        internal_count=10 6
        is_linear=0
        shrinkage=0.1


        Tree=1
        num_leaves=2
        num_cat=1
        split_feature=2
        split_gain=5
        threshold=0
        decision_type=1
        left_child=-1
        right_child=-2
        leaf_value=2 -2
        leaf_weight=1 1
        leaf_count=4 5
        internal_value=0
        internal_weight=0
        internal_count=9
        cat_boundaries=0 2
        cat_threshold=10 256
        is_linear=0
        shrinkage=1


        end of trees

        feature_importances:
        a=1

        parameters:
        [boosting: gbdt]
        end of parameters

        pandas_categorical:null

        """;

    /// <summary>One tree as deep as it has splits. Node n: a ≤ n goes to leaf n, worth n; the rest goes on to node n + 1, or to the last leaf.</summary>
    public static string Chain(int depth)
    {
        var numbers = Enumerable.Range(0, depth).ToArray();
        return $"""
            tree
            version=v4
            max_feature_idx=0
            objective=regression
            feature_names=a

            Tree=0
            num_leaves={depth + 1}
            split_feature={string.Join(' ', numbers.Select(_ => 0))}
            threshold={string.Join(' ', numbers)}
            decision_type={string.Join(' ', numbers.Select(_ => 8))}
            left_child={string.Join(' ', numbers.Select(n => ~n))}
            right_child={string.Join(' ', numbers.Select(n => n == depth - 1 ? ~depth : n + 1))}
            leaf_value={string.Join(' ', numbers)} {depth}
            end of trees
            """;
    }

    /// <summary>The model with one part replaced wherever it stands. The part must be there, so that no test changes nothing.</summary>
    public static string With(string part, string replacement) =>
        Text.Contains(part, StringComparison.Ordinal)
            ? Text.Replace(part, replacement, StringComparison.Ordinal)
            : throw new ArgumentException($"The model has no part {part}.");
}

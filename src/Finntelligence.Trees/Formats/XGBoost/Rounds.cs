namespace Finntelligence.Trees.Formats.XGBoost;

/// <summary>Which trees belong to which boosting round.</summary>
internal static class Rounds
{
    /// <summary>
    /// First tree of each round and, last, the number of trees. Versions before 2.0 do not say; there each round has
    /// num_parallel_tree trees.
    /// </summary>
    public static IReadOnlyList<int> StartsOf(LearnerDocument learner, int trees)
    {
        if (learner.RoundStarts is { } starts)
        {
            Check(starts, trees, $"{learner.ModelPath}.iteration_indptr");
            return starts;
        }

        var perRound = learner.ParallelTrees ?? 1;
        if (perRound == 0 || trees % perRound != 0)
        {
            throw new InvalidModelFileException(
                $"{learner.ModelPath}.gbtree_model_param.num_parallel_tree", $"{trees} trees do not make rounds of {perRound}");
        }

        return [.. Enumerable.Range(0, (trees / perRound) + 1).Select(round => round * perRound)];
    }

    private static void Check(List<int> starts, int trees, string path)
    {
        if (starts.Count == 0 || starts[0] != 0 || starts[^1] != trees)
            throw new InvalidModelFileException(path, $"must run from 0 to the {trees} trees there are");
        for (var i = 1; i < starts.Count; i++)
        {
            if (starts[i] < starts[i - 1])
                throw new InvalidModelFileException($"{path}[{i}]", "rounds must not overlap");
        }
    }
}

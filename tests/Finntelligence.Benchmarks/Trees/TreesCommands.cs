namespace Finntelligence.Benchmarks.Trees;

/// <summary>The comparisons of the tree library by the name they are run under.</summary>
internal static class TreesCommands
{
    public static void AddTo(Dictionary<string, Action<string[]>> commands)
    {
        commands.Add("compare-training", TrainingComparison.Run);
        commands.Add("compare-takeup", TakeUpComparison.Run);
        commands.Add("compare-race", RaceComparison.Run);
        commands.Add("training-linearity", LinearityCheck.Run);
        commands.Add("compare-shap", ShapComparison.Run);
        commands.Add("train-beyond-memory", BeyondMemory.Run);
        commands.Add("import-and-train", WholeTraining.Run);

        // One side of a comparison, in a process of its own; the comparisons start it.
        commands.Add("train-once", TrainOnce.Run);
        commands.Add("train-lightgbm-once", LightGbmOnce.Run);
        commands.Add("train-fasttree-once", FastTreeOnce.Run);
        commands.Add("explain-once", ExplainOnce.Run);
        commands.Add("train-beyond-memory-once", BeyondMemory.Once);
    }
}

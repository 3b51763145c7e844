namespace Finntelligence.Benchmarks.Decisions;

/// <summary>What the scripts of the decision log run, by name.</summary>
internal static class DecisionsCommands
{
    public static void AddTo(Dictionary<string, Action<string[]>> commands)
    {
        commands.Add("decisions-log", args => LogAlone.RunAsync(args).GetAwaiter().GetResult());
        commands.Add("decisions-soak", args => SoakCommand.RunAsync(args).GetAwaiter().GetResult());
    }
}

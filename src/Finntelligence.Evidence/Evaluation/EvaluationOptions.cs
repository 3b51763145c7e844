namespace Finntelligence.Evidence.Evaluation;

/// <summary>What a run may vary. The defaults are what the committed figures are made with.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Bootstrap replicates.</summary>
    public int Replicates { get; init; } = 2000;

    /// <summary>Seed of models, bags and bootstrap.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>0 for one per core; no influence on the result.</summary>
    public int Threads { get; init; }
}

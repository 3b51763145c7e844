namespace Finntelligence.Modelling.Training;

/// <summary>What a training is asked for.</summary>
/// <param name="Product">Its name.</param>
/// <param name="Data">The history to learn from; null for the product's own.</param>
/// <param name="Seed">Of everything random; null for the one that params.yaml declares.</param>
/// <param name="Trainer">Who trains; null for what the product says.</param>
/// <param name="Threads">0 for one per core; has no influence on the models.</param>
public sealed record TrainingRequest(string Product, string? Data, ulong? Seed, string? Trainer, int Threads)
{
    /// <summary>How much memory rows may take; null for all of it. Has no influence on the models.</summary>
    public RowMemory? Memory { get; init; }
}

namespace Finntelligence.Modelling.Identification;

/// <summary>How many cores a loop may take.</summary>
internal static class Cores
{
    /// <summary>Options of its loops.</summary>
    /// <param name="threads">0 for one per core; no influence on a result.</param>
    /// <param name="cancellation">Checked often.</param>
    public static ParallelOptions Of(int threads, CancellationToken cancellation) =>
        new() { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads, CancellationToken = cancellation };
}

using Finntelligence.Histories.Records;

namespace Finntelligence.Portfolios.Scoring;

/// <summary>Moves applicants from a source through the scorer into a sink.</summary>
internal static class ScoreRun
{
    /// <summary>Scores everything that is left of the source.</summary>
    /// <param name="input">Where it goes on.</param>
    /// <param name="scorer">Decides.</param>
    /// <param name="sink">Takes the results, and is completed.</param>
    /// <param name="threads">How many blocks are scored at a time; has no influence on the output.</param>
    /// <param name="length">Bytes of the whole input; null if nobody knows.</param>
    /// <param name="progress">Told the share done where the length is known.</param>
    /// <param name="cancellation">Ends the run between blocks; what is written stays.</param>
    public static void Run(
        RecordReader input, BlockScorer scorer, IScoreSink sink, int threads, long? length, IProgress<double> progress,
        CancellationToken cancellation)
    {
        OrderedPipeline.Run(() => input.Next(), scorer.Score, Deliver, threads, cancellation);
        sink.Complete();

        void Deliver(ScoredBlock block)
        {
            sink.Write(block);
            if (length > 0)
                progress.Report((double)block.End.Offset / length.Value);
        }
    }
}

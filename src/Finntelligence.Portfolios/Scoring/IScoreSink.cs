namespace Finntelligence.Portfolios.Scoring;

/// <summary>Where scored blocks go, in order.</summary>
internal interface IScoreSink : IDisposable
{
    /// <summary>Of everything written so far, in this run or in the one it goes on with.</summary>
    ScoreCounts Counts { get; }

    /// <summary>Takes the next block.</summary>
    void Write(ScoredBlock block);

    /// <summary>Everything has been written.</summary>
    void Complete();
}

namespace Finntelligence.Training.Scoring;

/// <summary>How applicants and answers are written.</summary>
internal enum ScoreFormat
{
    /// <summary>Comma-separated, one row each.</summary>
    Csv,

    /// <summary>One JSON object a line.</summary>
    Ndjson,
}

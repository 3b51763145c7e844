namespace Finntelligence.Histories.Records;

/// <summary>How applicants and answers are written.</summary>
public enum ScoreFormat
{
    /// <summary>Comma-separated, one row each.</summary>
    Csv,

    /// <summary>One JSON object a line.</summary>
    Ndjson,
}

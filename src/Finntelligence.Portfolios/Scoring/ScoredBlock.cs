using Finntelligence.Histories.Records;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Portfolios.Scoring;

/// <summary>What a block of records came to, ready to be written.</summary>
/// <param name="Decisions">Lines of the output.</param>
/// <param name="Faults">Lines of the errors.</param>
/// <param name="Counts">How many of which.</param>
/// <param name="End">Where the input stands behind it.</param>
internal sealed record ScoredBlock(ReadOnlyMemory<byte> Decisions, ReadOnlyMemory<byte> Faults, ScoreCounts Counts, InputPosition End)
{
    /// <summary>Its records one by one; empty where nobody looks on.</summary>
    public IReadOnlyList<ScoredLine> Lines { get; init; } = [];
}

/// <summary>What one record came to, for somebody who looks on while the output is written.</summary>
/// <param name="Record">As it stands in the input.</param>
/// <param name="Reading">What was read in it.</param>
/// <param name="Decision">What was decided; null where it has faults.</param>
/// <param name="Bytes">Of its line in the decisions; 0 where it has none.</param>
public readonly record struct ScoredLine(Record Record, LineReading Reading, Decision? Decision, int Bytes);

/// <summary>How many records came to what.</summary>
/// <param name="Offers">To an offer.</param>
/// <param name="Declines">To a decline.</param>
/// <param name="Faulty">To nothing, for their faults.</param>
public sealed record ScoreCounts(long Offers, long Declines, long Faulty)
{
    public static ScoreCounts None { get; } = new(0, 0, 0);

    /// <summary>All of them.</summary>
    public long Total => Offers + Declines + Faulty;

    public static ScoreCounts operator +(ScoreCounts a, ScoreCounts b) =>
        new(a.Offers + b.Offers, a.Declines + b.Declines, a.Faulty + b.Faulty);
}

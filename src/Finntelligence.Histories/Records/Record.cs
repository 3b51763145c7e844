namespace Finntelligence.Histories.Records;

/// <summary>One record of a stream.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Bytes">Without its line end; empty with a fault.</param>
/// <param name="Fault">Why it cannot be read; null if it can.</param>
public readonly record struct Record(long Line, ReadOnlyMemory<byte> Bytes, string? Fault);

/// <summary>Records that stand one after another, in memory of their own.</summary>
/// <param name="Records">In order.</param>
/// <param name="End">Where the stream stands after the last of them.</param>
public sealed record RecordBlock(IReadOnlyList<Record> Records, InputPosition End);

/// <summary>A place between two records of a stream.</summary>
/// <param name="Offset">Bytes before it.</param>
/// <param name="Line">Line ends before it.</param>
/// <param name="Sha256">Of the bytes before it, lower-case hex: tells whether another stream begins the same.</param>
public sealed record InputPosition(long Offset, long Line, string Sha256);

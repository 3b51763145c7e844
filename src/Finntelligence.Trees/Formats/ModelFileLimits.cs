namespace Finntelligence.Trees.Formats;

/// <summary>
/// How much a reader of foreign model files takes before it refuses. No count in a file is believed before its elements
/// are read, so memory stays within a small multiple of the bytes read.
/// </summary>
public sealed record ModelFileLimits
{
    /// <summary>The limits used when none are given: far above any real model, far below a machine's memory.</summary>
    public static ModelFileLimits Default { get; } = new();

    /// <summary>Bytes of the file.</summary>
    public long Bytes { get; init; } = 256L << 20;

    /// <summary>Trees in the file.</summary>
    public int Trees { get; init; } = 100_000;

    /// <summary>Nodes of all trees together, leaves and deleted nodes included.</summary>
    public int Nodes { get; init; } = 4_000_000;

    /// <summary>Features of the model.</summary>
    public int Features { get; init; } = 1_000_000;
}

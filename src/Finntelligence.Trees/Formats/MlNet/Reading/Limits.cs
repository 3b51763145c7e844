namespace Finntelligence.Trees.Formats.MlNet.Reading;

/// <summary>How large a model may be before it is taken for an attack: far above what boosting makes, small enough to hold.</summary>
internal static class Limits
{
    /// <summary>Bytes of the zip itself.</summary>
    public const int ZipBytes = 64 << 20;

    /// <summary>Members of the zip; a model has ten, and a writer may add its own.</summary>
    public const int Members = 4096;

    /// <summary>Bytes of all members read, decompressed.</summary>
    public const int DecompressedBytes = 192 << 20;

    /// <summary>Steps of a pipeline.</summary>
    public const int Steps = 1024;

    /// <summary>Feature columns.</summary>
    public const int Features = 65_536;

    /// <summary>Trees of an ensemble.</summary>
    public const int Trees = 50_000;

    /// <summary>Leaves of one tree.</summary>
    public const int Leaves = 65_536;
}

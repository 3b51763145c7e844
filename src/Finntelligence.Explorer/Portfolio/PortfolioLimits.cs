namespace Finntelligence.Explorer.Portfolio;

/// <summary>How much portfolios may take of the service that scores them beside its requests.</summary>
public sealed record PortfolioLimits
{
    /// <summary>Of every service.</summary>
    public static PortfolioLimits Default { get; } = new();

    /// <summary>Bytes of a file as it is sent.</summary>
    public long UploadBytes { get; init; } = 32L << 20;

    /// <summary>Bytes of a file once it is unpacked.</summary>
    public long PlainBytes { get; init; } = 128L << 20;

    /// <summary>Rows of a portfolio: about a third of a kilobyte of memory each while the page is open.</summary>
    public int Rows { get; init; } = 100_000;

    /// <summary>Faults that are shown; all of them can be downloaded.</summary>
    public int ShownFaults { get; init; } = 1000;

    /// <summary>Portfolios of all open pages together.</summary>
    public int Held { get; init; } = 8;

    /// <summary>Blocks of rows that are scored at once, of the one portfolio whose turn it is: a quarter of the processors, at least one.</summary>
    public int Threads { get; init; } = Math.Max(1, Environment.ProcessorCount / 4);
}

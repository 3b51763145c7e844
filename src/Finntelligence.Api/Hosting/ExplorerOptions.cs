namespace Finntelligence.Api.Hosting;

/// <summary>The page at /explore, and how much it may take of the service.</summary>
internal sealed class ExplorerOptions
{
    /// <summary>Whether there is the page. Default: true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Pages open at once; whoever comes then is told so. Each takes some megabytes. Default: 100.</summary>
    public int Sessions { get; set; } = 100;

    /// <summary>Pages that lost their connection and are kept for a minute beside those, the oldest of more making room. Default: 20.</summary>
    public int KeepDisconnected { get; set; } = 20;

    /// <summary>Computations of all pages that run at once. Default: one for every two cores, at least one.</summary>
    public int? AtOnce { get; set; }
}

namespace Finntelligence.Explorer.Hosting;

/// <summary>How much the page may take of the service that it is a part of.</summary>
/// <param name="Sessions">Open pages at once, at least 1; whoever comes then is told so.</param>
/// <param name="Disconnected">Sessions without a connection that are kept for a minute, so that a page which lost it goes on; the oldest makes room.</param>
/// <param name="AtOnce">Computations of all pages together that run at once, at least 1; the others wait.</param>
public sealed record ExplorerLimits(int Sessions, int Disconnected, int AtOnce);

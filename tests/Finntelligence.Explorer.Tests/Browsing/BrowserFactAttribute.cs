namespace Finntelligence.Explorer.Tests.Browsing;

/// <summary>A test in Chromium; reported as skipped where <c>FINNTELLIGENCE_CHROMIUM</c> does not name it.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Missing;
}

/// <summary>A test with cases in Chromium; reported as skipped likewise.</summary>
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Missing;
}

/// <summary>The browser of this machine.</summary>
internal static class Chromium
{
    /// <summary>Full path of it; null where there is none.</summary>
    public static string? Path { get; } =
        Environment.GetEnvironmentVariable("FINNTELLIGENCE_CHROMIUM") is { Length: > 0 } named && File.Exists(named) ? named : null;

    /// <summary>Why a test is skipped; null where it is not.</summary>
    public static string? Missing => Path is null ? "FINNTELLIGENCE_CHROMIUM names no Chromium (Debian: apt-get install chromium-headless-shell, then /usr/bin/chromium-headless-shell)." : null;
}

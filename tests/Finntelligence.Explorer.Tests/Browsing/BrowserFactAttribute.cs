namespace Finntelligence.Explorer.Tests.Browsing;

/// <summary>A test in Chromium; reported as skipped where there is none. <c>FINNTELLIGENCE_CHROMIUM</c> may name it.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Missing;
}

/// <summary>A test with cases in Chromium; reported as skipped where there is none.</summary>
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Missing;
}

/// <summary>The browser of this machine.</summary>
internal static class Chromium
{
    /// <summary>Full path of it; null where there is none.</summary>
    public static string? Path { get; } =
        new[] { Environment.GetEnvironmentVariable("FINNTELLIGENCE_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    /// <summary>Why a test is skipped; null where it is not.</summary>
    public static string? Missing => Path is null ? "There is no Chromium on this machine (Debian: apt-get install chromium)." : null;
}

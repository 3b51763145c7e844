namespace Finntelligence.Evidence.Reporting.Figures;

/// <summary>Rates cut into about a dozen round bins.</summary>
internal static class RateBins
{
    private const int About = 12;

    /// <summary>Width of a bin, in percentage points.</summary>
    public static double Width(double least, double greatest)
    {
        var raw = Math.Max((greatest - least) / About, 1e-6);
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return ((double[])[1, 2, 5, 10]).Select(f => f * power).First(w => w >= raw * 0.9);
    }
}

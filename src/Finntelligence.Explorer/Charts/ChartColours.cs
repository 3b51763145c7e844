namespace Finntelligence.Explorer.Charts;

/// <summary>Colours of charts on a light or a dark ground; lines differ in dash or mark too.</summary>
/// <param name="Text">Of axes.</param>
/// <param name="Grid">Of their lines.</param>
/// <param name="First">Of the first line.</param>
/// <param name="Second">Of the second.</param>
/// <param name="Third">Of what lies behind.</param>
/// <param name="Mark">Of the one thing to see.</param>
/// <param name="Closed">Of what is beyond limits or policy.</param>
/// <param name="Unseen">Of what history does not cover.</param>
public sealed record ChartColours(string Text, string Grid, string First, string Second, string Third, string Mark, string Closed, string Unseen)
{
    /// <summary>For a light or a dark page.</summary>
    public static ChartColours Of(bool dark) => dark ? Dark : Light;

    private static ChartColours Light { get; } = new("#1b1f23", "#d5dbe1", "#1a5276", "#b3261e", "#9fb3c4", "#d4006a", "#8a949d", "#d8dde2");

    private static ChartColours Dark { get; } = new("#e8edf1", "#39444e", "#7fb8e0", "#ff8a80", "#52687a", "#ff5fa8", "#5b656e", "#2b343c");
}

using MudBlazor;

namespace Finntelligence.Explorer.Shell;

/// <summary>Colours and type. Text stands out from its ground by 4.5 to 1 at least, which a test of the pages checks; the type is the system's own.</summary>
public static class Look
{
    private static readonly string[] Sans = ["system-ui", "Segoe UI", "Helvetica Neue", "Arial", "sans-serif"];

    /// <summary>Of all pages.</summary>
    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#1a5276",
            Secondary = "#7d4e00",
            Background = "#ffffff",
            Surface = "#ffffff",
            TextPrimary = "#1b1f23",
            TextSecondary = "#4a5560",
            LinesDefault = "#d5dbe1",
            LinesInputs = "#6b7885",
            TableLines = "#d5dbe1",
            Error = "#b3261e",
            Success = "#1e6b34",
            Warning = "#7d4e00",
            Info = "#1a5276",
            ActionDefault = "#4a5560",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#7fb8e0",
            PrimaryContrastText = "#0b1a26",
            Secondary = "#e5b567",
            Background = "#12171c",
            Surface = "#1a2128",
            TextPrimary = "#e8edf1",
            TextSecondary = "#b3bec8",
            LinesDefault = "#39444e",
            LinesInputs = "#8a97a3",
            TableLines = "#39444e",
            Error = "#ff8a80",
            Success = "#7fce95",
            Warning = "#e5b567",
            Info = "#7fb8e0",
            ActionDefault = "#b3bec8",
        },
        Typography = new Typography { Default = new DefaultTypography { FontFamily = Sans, FontSize = "1rem", LetterSpacing = "normal" } },
    };
}

namespace Finntelligence.Histories.Simulation;

/// <summary>The lender's risk class.</summary>
public enum RiskClass
{
    Low,
    Medium,
    High,
}

/// <summary>How the file spells them.</summary>
internal static class RiskClassText
{
    private static readonly string[] Texts = ["LOW", "MEDIUM", "HIGH"];

    public static string Text(this RiskClass risk) => Texts[(int)risk];

    /// <summary>The class a text names.</summary>
    /// <exception cref="ArgumentException">None of the three.</exception>
    public static RiskClass Parse(string text) => Array.IndexOf(Texts, text) is >= 0 and var index
        ? (RiskClass)index
        : throw new ArgumentException($"'{text}' is not a risk class; LOW, MEDIUM and HIGH are.", nameof(text));
}

namespace Finntelligence.Histories.Simulation.Confounding;

/// <summary>
/// How much of the rate's variance each cause makes, in the market whose prices follow risk; the rest is chance. The shares are of causes that do not
/// go with each other; risk and mood do a little, through the age, so that together they make somewhat less.
/// </summary>
/// <param name="Name">As an option names it.</param>
/// <param name="Risk">By what the lender's scorecard says of the client; a function of the product's features.</param>
/// <param name="Mood">By the mood of whoever set the price.</param>
public sealed record ConfoundingStrength(string Name, double Risk, double Mood)
{
    /// <summary>All of it is chance, as in an experiment: what a model gets wrong here is not the prices' doing.</summary>
    public static ConfoundingStrength None { get; } = new("none", 0, 0);

    /// <summary>Three fifths of the variance are chance.</summary>
    public static ConfoundingStrength Weak { get; } = new("weak", 0.25, 0.15);

    /// <summary>Three tenths are.</summary>
    public static ConfoundingStrength Moderate { get; } = new("moderate", 0.50, 0.20);

    /// <summary>A twentieth is: less than any method needs.</summary>
    public static ConfoundingStrength Strong { get; } = new("strong", 0.80, 0.15);

    /// <summary>All, ascending.</summary>
    public static IReadOnlyList<ConfoundingStrength> All { get; } = [None, Weak, Moderate, Strong];

    /// <summary>Share of the variance that is chance.</summary>
    public double Chance => 1 - Risk - Mood;
}

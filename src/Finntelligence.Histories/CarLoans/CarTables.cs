using System.Collections.Immutable;

namespace Finntelligence.Histories.CarLoans;

/// <summary>The figures of the simulated market. All of them are made up, and so are the makes and the regions.</summary>
public static class CarTables
{
    /// <summary>The lender's classes.</summary>
    public static ImmutableArray<string> Tiers { get; } = ["A", "B", "C", "D"];

    /// <summary>Makes of car.</summary>
    public static ImmutableArray<string> Makes { get; } =
    [
        "Aster", "Borea", "Cirrus", "Dorado", "Elan", "Fjord", "Gale", "Helios", "Ibis", "Juno", "Kite", "Lumen", "Mira", "Nova", "Orion", "Pico",
        "Quark", "Rhea",
    ];

    /// <summary>Regions.</summary>
    public static ImmutableArray<string> Regions { get; } =
    [
        "Capital", "Centre", "East", "Highlands", "Islands", "North", "Northeast", "Northwest", "South", "Southeast", "Southwest", "West",
    ];

    /// <summary>Terms that customers ask for.</summary>
    public static ImmutableArray<int> Terms { get; } = [24, 36, 48, 60, 72, 84];

    internal static readonly double[] TierWeights = [0.30, 0.34, 0.24, 0.12];
    internal static readonly double[] TermWeights = [0.06, 0.14, 0.22, 0.30, 0.18, 0.10];
    internal static readonly double[] BureauMean = [762, 705, 642, 584];
    internal static readonly double[] IncomeMedian = [3900, 3200, 2700, 2350];

    // Percent a year that the market lends at, quarter by quarter, before the tier: prices that follow the calendar.
    internal static readonly decimal[] BaseRates = [5.2m, 5.4m, 5.7m, 5.9m, 5.8m, 5.5m, 5.2m, 5.0m];
    internal static readonly decimal[] TierSpread = [0m, 0.8m, 2.2m, 4.5m];

    // Thousands of euros for a new one.
    internal static readonly double[] MakePrice = [19, 24, 31, 17, 42, 28, 22, 36, 15, 26, 20, 33, 18, 23, 29, 14, 39, 25];
    internal static readonly double[] MakeWeights = [9, 7, 5, 8, 2, 6, 7, 3, 8, 5, 6, 3, 7, 6, 4, 7, 2, 5];
    internal static readonly double[] RegionWeights = [14, 11, 8, 4, 2, 9, 6, 7, 12, 8, 9, 10];

    // Log-odds of default and of take-up: what a make and a region tell, with no order in it.
    internal static readonly double[] MakeDefault = [0.1, -0.2, -0.3, 0.35, -0.4, 0, 0.15, -0.1, 0.5, 0.05, -0.25, -0.15, 0.3, 0, -0.35, 0.45, -0.2, 0.1];
    internal static readonly double[] RegionDefault = [0.1, -0.1, 0.25, -0.2, 0.3, 0, 0.15, -0.05, -0.25, -0.1, 0.05, -0.15];
    internal static readonly double[] RegionTakeUp = [-0.3, 0.1, 0.2, 0.3, 0.4, 0, 0.15, -0.1, -0.2, 0.05, 0.1, -0.05];
}

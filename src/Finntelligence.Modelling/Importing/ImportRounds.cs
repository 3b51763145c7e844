using System.Globalization;
using Finntelligence.Trees.Formats.XGBoost;

namespace Finntelligence.Modelling.Importing;

/// <summary>Which boosting rounds of an XGBoost model are taken, as a user writes it: all, best or a number.</summary>
public static class ImportRounds
{
    /// <summary>Every round.</summary>
    public const string All = "all";

    private const string Best = "best";

    /// <summary>Whether it is one of those.</summary>
    public static bool IsValid(string text) => text is All or Best || Count(text) is not null;

    /// <summary>The rounds; null for all.</summary>
    internal static RoundSelection? Parse(string text) => text switch
    {
        All => null,
        Best => RoundSelection.Best,
        _ => RoundSelection.First(Count(text)!.Value),
    };

    private static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0 ? count : null;
}

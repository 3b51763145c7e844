namespace Finntelligence.Lending.Offers.Searching;

/// <summary>
/// A stretch is the offers at one term and rate whose amounts lie in one tier (a quarter of the amounts searched): the unit in
/// which the search keeps and discards offers.
/// </summary>
internal static class Stretches
{
    /// <summary>Number of amount tiers.</summary>
    public const int Tiers = 4;

    /// <summary>Where a tier begins.</summary>
    /// <param name="tier">0 to <see cref="Tiers"/>; the last is the end.</param>
    /// <param name="amounts">Number of amounts searched.</param>
    public static int StartOf(int tier, int amounts) => (int)(((long)tier * amounts + Tiers - 1) / Tiers);

    /// <summary>The tier of a position.</summary>
    /// <param name="amount">Among the amounts searched.</param>
    /// <param name="amounts">Number of amounts searched.</param>
    public static int TierOf(int amount, int amounts) => (int)((long)amount * Tiers / amounts);
}

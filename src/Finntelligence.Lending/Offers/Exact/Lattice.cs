namespace Finntelligence.Lending.Offers.Exact;

/// <summary>Evenly spaced values, each exact in decimal.</summary>
/// <param name="First">The least.</param>
/// <param name="Step">More than 0.</param>
/// <param name="Count">How many.</param>
internal readonly record struct Lattice(decimal First, decimal Step, long Count)
{
    /// <summary>One value.</summary>
    public decimal this[long position] => First + position * Step;

    /// <summary>From the first value on, as many as are at most <paramref name="greatest"/>.</summary>
    public static Lattice Of(decimal first, decimal greatest, decimal step) =>
        new(first, step, greatest < first ? 0 : (long)decimal.Floor((greatest - first) / step) + 1);

    /// <summary>The greatest step that both are multiples of.</summary>
    /// <param name="a">More than 0.</param>
    /// <param name="b">More than 0.</param>
    public static decimal CommonStep(decimal a, decimal b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }

    /// <summary>Position of the first value that is at least this; <see cref="Count"/> if none is.</summary>
    public long From(decimal least) => least <= First ? 0
        : Count == 0 || least > this[Count - 1] ? Count
        : (long)decimal.Ceiling((least - First) / Step);

    /// <summary>Whether a value is one of these.</summary>
    public bool Holds(decimal? value) => value is { } v && v >= First && Count > 0 && v <= this[Count - 1] && (v - First) % Step == 0;

    /// <summary>How many values are at most this.</summary>
    public long UpTo(decimal greatest) => greatest < First ? 0
        : Count == 0 || greatest >= this[Count - 1] ? Count
        : (long)decimal.Floor((greatest - First) / Step) + 1;
}

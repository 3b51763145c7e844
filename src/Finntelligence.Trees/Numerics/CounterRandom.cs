namespace Finntelligence.Trees.Numerics;

/// <summary>
/// Random numbers by hashing a counter (the finalizer of SplitMix64), so that number i does not depend on who asked for the
/// others: any thread may draw any of them in any order.
/// </summary>
public readonly record struct CounterRandom(ulong Seed)
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    /// <summary>A stream of its own for a purpose or a round.</summary>
    public CounterRandom Fork(ulong stream) => new(Mix(Seed ^ Mix(stream + Gamma)));

    /// <summary>The counter's 64 random bits.</summary>
    public ulong Bits(ulong counter) => Mix(Seed + (counter + 1) * Gamma);

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double Uniform(ulong counter) => (Bits(counter) >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

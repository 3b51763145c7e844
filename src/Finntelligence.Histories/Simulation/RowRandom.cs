using Finntelligence.Trees.Numerics;

namespace Finntelligence.Histories.Simulation;

/// <summary>
/// Random numbers of one row: SplitMix64 (Steele, Lea and Flood, 2014) started from a hash of seed and row number. A row needs
/// no other row, so any number of rows is a prefix of any greater number, in whatever order they are made.
/// </summary>
internal sealed class RowRandom(ulong seed, long row)
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;
    private const double Unit = 1.0 / (1UL << 53);

    private ulong _state = Mix(Mix(seed + Gamma) ^ ((ulong)row * 0xD1342543DE82EF95 + Gamma));

    /// <summary>Uniform in (0, 1), in steps of 2⁻⁵³, ends excluded.</summary>
    public double Uniform() => ((Next() >> 11) + 0.5) * Unit;

    /// <summary>Standard normal.</summary>
    public double Normal() => NormalQuantile.Of(Uniform());

    /// <summary>True with the probability given.</summary>
    public bool Chance(double probability) => Uniform() < probability;

    /// <summary>An index, with probabilities in proportion to the weights.</summary>
    public int Choice(ReadOnlySpan<double> weights)
    {
        double total = 0;
        foreach (double weight in weights)
            total += weight;
        double target = Uniform() * total;
        int last = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] <= 0)
                continue;
            last = i;
            target -= weights[i];
            if (target < 0)
                break;
        }
        return last;
    }

    private ulong Next() => Mix(_state += Gamma);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

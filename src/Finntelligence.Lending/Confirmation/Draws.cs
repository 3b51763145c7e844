using Finntelligence.Trees.Numerics;

namespace Finntelligence.Lending.Confirmation;

/// <summary>Random numbers one after the other, the same in every run.</summary>
/// <param name="seed">Of the stream.</param>
internal sealed class Draws(ulong seed)
{
    private readonly CounterRandom _random = new(seed);
    private ulong _drawn;

    /// <summary>Uniform in [0, 1).</summary>
    public double Next() => _random.Uniform(_drawn++);

    /// <summary>Uniform among 0 … <paramref name="count"/> − 1.</summary>
    public int Next(int count) => (int)(Next() * count);

    /// <summary>True once in <paramref name="count"/> times.</summary>
    public bool OneIn(int count) => Next(count) == 0;
}

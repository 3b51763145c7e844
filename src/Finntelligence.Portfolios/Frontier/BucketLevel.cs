namespace Finntelligence.Portfolios.Frontier;

/// <summary>Which buckets of steps a pass adds up: those that a limit falls in, each divided by the next bits of the steps' keys.</summary>
/// <param name="Depth">Leading bits that name a bucket of <paramref name="Active"/>.</param>
/// <param name="Bits">Bits that divide it.</param>
/// <param name="Active">By resource, ascending.</param>
internal sealed record BucketLevel(int Depth, int Bits, UInt128[][] Active)
{
    private const int KeyBits = 128;

    /// <summary>How many sums a resource has.</summary>
    public int Buckets(int resource) => Active[resource].Length << Bits;

    /// <summary>In which sum a step belongs; negative for none.</summary>
    public int BucketOf(int resource, UInt128 key)
    {
        var prefix = Depth == 0 ? 0 : key >> (KeyBits - Depth);
        var found = Array.BinarySearch(Active[resource], prefix);
        return found < 0 ? -1 : (found << Bits) | (int)((key >> (KeyBits - Depth - Bits)) & (((UInt128)1 << Bits) - 1));
    }
}

/// <summary>Steps added up.</summary>
internal struct Bucket
{
    /// <summary>What they add.</summary>
    public ExactTotals Gain;

    /// <summary>How many they are.</summary>
    public long Steps;

    public void Add(in ExactTotals gain)
    {
        Gain += gain;
        Steps++;
    }

    public void Add(in Bucket other)
    {
        Gain += other.Gain;
        Steps += other.Steps;
    }
}

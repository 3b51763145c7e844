namespace Finntelligence.Explorer.Portfolio;

/// <summary>How much of a piece of work is done, told on one thread and read on another.</summary>
internal sealed class ShareDone : IProgress<double>
{
    private long _bits;

    /// <summary>In [0, 1].</summary>
    public double Value => BitConverter.Int64BitsToDouble(Interlocked.Read(ref _bits));

    /// <inheritdoc/>
    public void Report(double value) => Interlocked.Exchange(ref _bits, BitConverter.DoubleToInt64Bits(value));
}

using System.Globalization;

namespace Finntelligence.Foundation.Output;

/// <summary>From values to places along one side of a chart.</summary>
/// <param name="least">The value at the near end.</param>
/// <param name="greatest">The value at the far end.</param>
/// <param name="from">Place of the near end.</param>
/// <param name="to">Place of the far end.</param>
public sealed class Axis(double least, double greatest, double from, double to)
{
    // An axis of one value is as good as any.
    private readonly double _width = greatest > least ? greatest - least : 1;

    /// <summary>Round steps, so that about so many ticks fit.</summary>
    public double Step(int about)
    {
        var raw = _width / about;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return ((double[])[1, 2, 5, 10]).Select(f => f * power).First(s => s >= raw * 0.999);
    }

    /// <summary>Place of a value.</summary>
    public double At(double value) => from + (value - least) / _width * (to - from);

    /// <summary>Round values within the axis.</summary>
    public IEnumerable<double> Ticks(int about)
    {
        var step = Step(about);
        // Counted, not added up, so that 0 is 0.
        for (var k = (int)Math.Ceiling(least / step - 1e-9); k * step <= least + _width * 1.0001; k++)
            yield return k * step;
    }

    /// <summary>A tick's number, as short as its step allows.</summary>
    public static string Label(double value) => value.ToString("#,0.####", CultureInfo.InvariantCulture).Replace('-', '−');
}

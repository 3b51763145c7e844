using System.Globalization;

namespace Finntelligence.Trees.Formats.LightGbm;

/// <summary>One <c>key=value</c> line.</summary>
/// <param name="Line">Its number.</param>
/// <param name="Key">What stands before the first '='.</param>
/// <param name="Text">What stands behind it; may hold more of them.</param>
internal sealed record Field(int Line, string Key, string Text)
{
    /// <summary>Takes a line apart; null when it has no '='.</summary>
    public static Field? Of(int line, string text)
    {
        var equals = text.IndexOf('=');
        return equals < 0 ? null : new Field(line, text[..equals], text[(equals + 1)..]);
    }

    /// <summary>A whole number from 0 on.</summary>
    public int Count() => int.TryParse(Text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        ? count
        : throw Fault("must be a whole number from 0 on");

    /// <summary>The whole numbers of an array.</summary>
    public int[] Integers(int count) => Values(count, (text, index) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Fault(index, "must be a whole number"));

    /// <summary>The unsigned words of an array.</summary>
    public uint[] Words(int count) => Values(count, (text, index) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Fault(index, "must be a whole number from 0 to 4294967295"));

    /// <summary>The numbers of an array; inf, -inf and nan are numbers too.</summary>
    public double[] Doubles(int count) => Values(count, (text, index) => Double(text) ?? throw Fault(index, "must be a number"));

    /// <summary>Checks how many entries an array has that is not used.</summary>
    public void CheckLength(int count) => Values(count, (_, _) => 0);

    /// <summary>A number as C++ prints it.</summary>
    public static double? Double(ReadOnlySpan<char> text)
    {
        switch (text)
        {
            case "inf" or "+inf":
                return double.PositiveInfinity;
            case "-inf":
                return double.NegativeInfinity;
            case "nan" or "-nan":
                return double.NaN;
            default:
                const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
                return double.TryParse(text, Plain, CultureInfo.InvariantCulture, out var value) ? value : null;
        }
    }

    public InvalidModelFileException Fault(string what) => new($"line {Line}, {Key}", what);

    public InvalidModelFileException Fault(int index, string what) => new($"line {Line}, {Key}[{index}]", what);

    private T[] Values<T>(int count, Func<ReadOnlySpan<char>, int, T> parse)
    {
        var values = new List<T>();
        var text = Text.AsSpan();
        foreach (var range in text.Split(' '))
        {
            if (text[range] is not { IsEmpty: false } value)
                continue;
            if (values.Count < count)
                values.Add(parse(value, values.Count));
            else
                throw Fault($"has more than the {count} entries that fit");
        }

        return values.Count == count ? [.. values] : throw Fault($"has {values.Count} entries, not {count}");
    }
}

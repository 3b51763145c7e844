using System.Collections.Immutable;
using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>The vocabulary of a key column: texts, or numbers of one type.</summary>
/// <param name="Kind">What the terms are.</param>
/// <param name="Texts">The terms, when they are texts.</param>
/// <param name="Numbers">The terms, when they are numbers.</param>
internal sealed record Terms(ItemKind Kind, ImmutableArray<string> Texts, ImmutableArray<double> Numbers)
{
    private const byte OfTexts = 0;
    private const byte OfCodec = 1;

    public int Count => Kind == ItemKind.Text ? Texts.Length : Numbers.Length;

    /// <summary>Reads one vocabulary.</summary>
    public static Terms Read(Record record, ref ByteCursor body)
    {
        var form = body.Byte();
        if (form == OfTexts)
            return new Terms(ItemKind.Text, ReadTexts(record, ref body), []);
        if (form != OfCodec)
            throw body.Fault($"a vocabulary of form {form}");
        var codec = body.Text();
        _ = body.Take(body.Leb128());
        var kind = ItemKinds.OfCodec(codec);
        if (kind == ItemKind.Boolean)
            return new Terms(kind, [], ReadTruths(ref body));
        var count = body.Count("terms", 1);
        if (count > Limits.Features)
            throw TooMany(body, count);
        var numbers = ImmutableArray.CreateBuilder<double>(count);
        for (var i = 0; i < count; i++)
            numbers.Add(TypedValue.NumberOf(ref body, codec));
        if (numbers.Distinct().Count() != count || numbers.Any(double.IsNaN))
            throw body.Fault("a vocabulary that has a term twice");
        return new Terms(kind, [], numbers.MoveToImmutable());
    }

    /// <summary>The key of a number: 0 when it is no term.</summary>
    public ScalarMap NumberMap()
    {
        var keys = Numbers.Select((number, i) => (number, i)).ToDictionary(t => t.number, t => (double)(t.i + 1));
        // A term is a range of one value.
        var breaks = Numbers.SelectMany(n => (double[])[n, Math.BitIncrement(n)]).Distinct().Order();
        return new ScalarMap(value => keys.GetValueOrDefault(value), [.. breaks]);
    }

    /// <summary>The key of a text: 0 when it is no term.</summary>
    public Func<string?, double> TextMap()
    {
        var keys = Texts.Select((text, i) => (text, i)).ToDictionary(t => t.text, t => (double)(t.i + 1), StringComparer.Ordinal);
        return text => text is null ? 0 : keys.GetValueOrDefault(text);
    }

    // Truths are stored as bits, of which no vocabulary needs more than two.
    private static ImmutableArray<double> ReadTruths(ref ByteCursor body)
    {
        var count = body.Int32();
        if (count is < 0 or > 2)
            throw body.Fault($"{count} different truths");
        var bits = count == 0 ? 0 : body.Byte();
        double[] truths = [.. Enumerable.Range(0, count).Select(i => (double)((bits >> i) & 1))];
        return truths.Distinct().Count() == count ? [.. truths] : throw body.Fault("a vocabulary that has a term twice");
    }

    private static ImmutableArray<string> ReadTexts(Record record, ref ByteCursor body)
    {
        var count = body.Count("terms", sizeof(int));
        if (count > Limits.Features)
            throw TooMany(body, count);
        var texts = ImmutableArray.CreateBuilder<string>(count);
        for (var i = 0; i < count; i++)
            texts.Add(record.Text(body, body.Int32()));
        if (texts.Distinct(StringComparer.Ordinal).Count() != count)
            throw body.Fault("a vocabulary that has a term twice");
        return texts.MoveToImmutable();
    }

    private static InvalidModelFileException TooMany(in ByteCursor body, int count) =>
        body.Fault($"{count} terms; {Limits.Features} is the most that is read");
}

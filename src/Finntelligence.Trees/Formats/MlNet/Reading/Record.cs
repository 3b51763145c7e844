using System.Collections.Immutable;
using System.Text;

namespace Finntelligence.Trees.Formats.MlNet.Reading;

/// <summary>The content of a record: a body and the strings it refers to by number.</summary>
/// <param name="Kind">What record it is.</param>
/// <param name="Body">The body's bytes.</param>
/// <param name="Strings">Its strings; empty for most records.</param>
internal sealed record Record(RecordKind Kind, ReadOnlyMemory<byte> Body, ImmutableArray<string> Strings)
{
    private static readonly UnicodeEncoding s_strictUtf16 = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);

    /// <summary>A cursor over the body.</summary>
    public ByteCursor Open() => new(Kind.Path, Body.Span);

    /// <summary>The string a body's number stands for; −1, no string, is a fault here.</summary>
    public string Text(in ByteCursor at, int id) =>
        (uint)id < (uint)Strings.Length ? Strings[id] : throw at.Fault($"string {id} of {Strings.Length}");

    /// <summary>Checks the header, every position in it, the stamps against the kind's, and the tail.</summary>
    /// <exception cref="InvalidModelFileException">Anything else than the one known layout.</exception>
    public static Record Parse(RecordKind kind, ReadOnlyMemory<byte> bytes)
    {
        var header = RecordHeader.Parse(kind.Path, bytes.Span);
        header.ExpectStampsOf(kind);
        var strings = header.Strings;
        return new Record(kind, bytes.Slice(RecordKind.HeaderSize, header.BodyLength), Split(kind.Path, bytes.Span, strings));
    }

    private static ImmutableArray<string> Split(string entry, ReadOnlySpan<byte> bytes, StringArea area)
    {
        var strings = ImmutableArray.CreateBuilder<string>(area.Count);
        var ends = new ByteCursor(entry, bytes.Slice(area.Ends, area.Count * sizeof(long)));
        var characters = bytes.Slice(area.Characters, area.CharacterBytes);
        var start = 0;
        for (var i = 0; i < area.Count; i++)
        {
            var end = ends.Int64();
            if (end < start || end > characters.Length || end % 2 != 0 || (i == area.Count - 1 && end != characters.Length))
                throw ends.Fault($"string {i} ends at {end} of {characters.Length} and begins at {start}");
            try
            {
                strings.Add(s_strictUtf16.GetString(characters[start..(int)end]));
            }
            catch (DecoderFallbackException)
            {
                throw ends.Fault($"string {i} is not UTF-16");
            }

            start = (int)end;
        }

        return strings.MoveToImmutable();
    }
}

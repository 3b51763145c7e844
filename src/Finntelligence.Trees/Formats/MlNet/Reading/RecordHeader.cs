using System.Text;

namespace Finntelligence.Trees.Formats.MlNet.Reading;

/// <summary>Where the strings of a record are, as positions in its bytes.</summary>
/// <param name="Ends">Start of the table of ends.</param>
/// <param name="Count">Strings.</param>
/// <param name="Characters">Start of the characters.</param>
/// <param name="CharacterBytes">Bytes of all characters.</param>
internal readonly record struct StringArea(int Ends, int Count, int Characters, int CharacterBytes);

/// <summary>The 256 bytes that open every record, checked against the length of the whole.</summary>
/// <param name="Entry">The member the record is in, for messages.</param>
/// <param name="Signature">Eight Latin-1 characters that name the layout of the body.</param>
/// <param name="Written">Version of that layout.</param>
/// <param name="Needed">The oldest version a reader must know.</param>
/// <param name="Loader">The name of the code that reads the body; foreign pipelines are recognised by it.</param>
/// <param name="BodyLength">Bytes of the body, which starts right after the header.</param>
/// <param name="Strings">Where the record's strings are.</param>
internal sealed record RecordHeader(
    string Entry, string Signature, uint Written, uint Needed, string Loader, int BodyLength, StringArea Strings)
{
    public static RecordHeader Parse(string entry, ReadOnlySpan<byte> bytes)
    {
        var cursor = new ByteCursor(entry, bytes);
        var header = new ByteCursor(entry, cursor.Take(RecordKind.HeaderSize));
        if (!header.Take(8).SequenceEqual(RecordKind.Magic))
            throw header.Fault("this is not an ML.NET record");
        ExpectContainer(entry, header.UInt32(), header.UInt32());
        Expect(entry, "body start", header.Int64(), RecordKind.HeaderSize);

        // The parts follow one another without gaps: body, string ends, characters, assembly name, tail.
        long end = RecordKind.HeaderSize;
        var bodyLength = Length(entry, "body length", header.Int64(), bytes.Length, ref end);
        var strings = ReadStrings(entry, ref header, bytes.Length, ref end);
        var signature = Encoding.Latin1.GetString(header.Take(8));
        var written = header.UInt32();
        var needed = header.UInt32();
        var loader = Encoding.Latin1.GetString(header.Take(RecordKind.LoaderSize)).TrimEnd('\0');
        _ = header.Take(RecordKind.LoaderSize);
        var tailStart = header.Int64();
        var recordLength = header.Int64();
        SkipAssembly(entry, header.Int64(), header.UInt32(), bytes.Length, ref end);
        if (header.Take(header.Remaining).ContainsAnyExcept((byte)0))
            throw new InvalidModelFileException(entry, "the reserved bytes at the end of the header are not zero");
        Expect(entry, "tail start", tailStart, end);
        Expect(entry, "record length", recordLength, end + RecordKind.Tail.Length);
        Expect(entry, "length of the entry", bytes.Length, recordLength);
        if (!bytes[(int)end..].SequenceEqual(RecordKind.Tail))
            throw new InvalidModelFileException(entry, "the closing magic number is missing");
        return new RecordHeader(entry, signature, written, needed, loader, bodyLength, strings);
    }

    public void ExpectStampsOf(RecordKind kind)
    {
        if (Loader != kind.Loader)
            throw new InvalidModelFileException(Entry, $"it is for '{FileText.Printable(Loader)}'; only {kind.Loader} is supported");
        if (Signature != kind.Signature)
        {
            throw new InvalidModelFileException(
                Entry, $"signature '{FileText.Printable(Signature)}'; '{FileText.Printable(kind.Signature)}' is supported");
        }

        if (Written != kind.Version || Needed != kind.Needed)
        {
            throw new InvalidModelFileException(
                Entry, $"body version {Text(Written)}, needed to read {Text(Needed)}; this reader knows {Text(kind.Version)}");
        }
    }

    private static void ExpectContainer(string entry, uint written, uint needed)
    {
        if (written != RecordKind.ContainerVersion || needed != RecordKind.ContainerVersion)
        {
            throw new InvalidModelFileException(
                entry,
                $"container version {Text(written)}, needed to read {Text(needed)}; this reader knows {Text(RecordKind.ContainerVersion)}");
        }
    }

    private static StringArea ReadStrings(string entry, ref ByteCursor header, int entryLength, ref long end)
    {
        var endsStart = header.Int64();
        var endsLength = header.Int64();
        var charactersStart = header.Int64();
        var charactersLength = header.Int64();
        if ((endsStart, endsLength, charactersStart, charactersLength) == (0, 0, 0, 0))
            return default;
        Expect(entry, "string table start", endsStart, end);
        var bytesOfEnds = Length(entry, "string table length", endsLength, entryLength, ref end);
        if (bytesOfEnds == 0 || bytesOfEnds % sizeof(long) != 0)
            throw new InvalidModelFileException(entry, $"a string table of {bytesOfEnds} bytes");
        Expect(entry, "string characters start", charactersStart, end);
        var bytesOfCharacters = Length(entry, "string characters length", charactersLength, entryLength, ref end);
        return new StringArea((int)endsStart, bytesOfEnds / sizeof(long), (int)charactersStart, bytesOfCharacters);
    }

    // The name of the assembly that reads the body is ML.NET's business: nothing is loaded because a file asks for it.
    private static void SkipAssembly(string entry, long start, uint length, int entryLength, ref long end)
    {
        if (start == 0 && length == 0)
            return;
        Expect(entry, "assembly name start", start, end);
        if (Length(entry, "assembly name length", length, entryLength, ref end) % 2 != 0)
            throw new InvalidModelFileException(entry, $"an assembly name of {length} bytes");
    }

    private static int Length(string entry, string what, long length, int entryLength, ref long end)
    {
        if (length < 0 || length > entryLength - end)
            throw new InvalidModelFileException(entry, $"{what} {length} at {end} in an entry of {entryLength} bytes");
        end += length;
        return (int)length;
    }

    private static void Expect(string entry, string what, long found, long expected)
    {
        if (found != expected)
            throw new InvalidModelFileException(entry, $"{what} {found} where it must be {expected}");
    }

    private static string Text(uint version) => $"{version >> 16}.{version & 0xFFFF}";
}

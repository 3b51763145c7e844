using System.Collections.Immutable;
using System.IO.Compression;

namespace Finntelligence.Trees.Formats.MlNet.Reading;

/// <summary>Reads the names of a vector's items out of a schema's annotations.</summary>
internal static class SlotNamesReader
{
    private const string Kind = "SlotNames";
    private const byte Deflated = 1;
    private const int MostBytes = 16 << 20;

    // An empty kind, an empty codec, no parameters, compression, a position and a length.
    private const int SmallestAnnotation = 1 + 1 + 1 + 1 + 8 + 1;

    /// <summary>The names; null when the vector has none.</summary>
    /// <param name="entry">The schema's member, for messages.</param>
    /// <param name="bytes">The whole schema.</param>
    /// <param name="annotations">Where the list of the column's annotations begins.</param>
    /// <param name="length">Items of the vector.</param>
    public static ImmutableArray<string>? Read(string entry, ReadOnlySpan<byte> bytes, long annotations, int length)
    {
        if (annotations < SchemaLayout.HeaderSize || annotations > bytes.Length)
            throw new InvalidModelFileException(entry, $"annotations at {annotations} of {bytes.Length} bytes");
        var list = new ByteCursor(entry, bytes[(int)annotations..]);
        var count = list.Leb128();
        if (count > list.Remaining / SmallestAnnotation)
            throw list.Fault($"{count} annotations cannot be in the {list.Remaining} bytes left");
        for (var i = 0; i < count; i++)
        {
            var kind = list.Text();
            var codec = list.Text();
            _ = list.Take(list.Leb128());
            var compression = list.Byte();
            var (start, blockLength) = (list.Int64(), list.Leb128());
            if (kind != Kind || codec != SchemaLayout.VectorCodec)
                continue;
            if (start < 0 || start > bytes.Length || blockLength > bytes.Length - start)
                throw list.Fault($"slot names of {blockLength} bytes at {start}");
            var block = bytes.Slice((int)start, blockLength);
            return ReadNames(entry, compression == Deflated ? Inflated(entry, block) : block, length);
        }

        return null;
    }

    private static ImmutableArray<string>? ReadNames(string entry, ReadOnlySpan<byte> block, int length)
    {
        var names = new ByteCursor($"{entry}, slot names", block);
        var (vectors, size, dense, indices) = (names.Int32(), names.Int32(), names.Int32(), names.Int32());
        // Sparse names are those of a vector whose items mostly have none.
        if (vectors != 1 || size != length || dense != -1 || indices != 0)
            return null;
        var ends = names.Int32Array("slot names");
        if (ends.Length != length)
            throw names.Fault($"{ends.Length} names for {length} slots");
        var text = names.Text();
        var result = ImmutableArray.CreateBuilder<string>(length);
        var start = 0;
        foreach (var end in ends)
        {
            if (end < start || end > text.Length)
                throw names.Fault($"a name from {start} to {end} in {text.Length} characters");
            result.Add(text[start..end]);
            start = end;
        }

        return result.MoveToImmutable();
    }

    private static byte[] Inflated(string entry, ReadOnlySpan<byte> block)
    {
        try
        {
            using var stream = new DeflateStream(new MemoryStream(block.ToArray()), CompressionMode.Decompress);
            using var content = new MemoryStream();
            var chunk = new byte[16384];
            int read;
            while ((read = stream.Read(chunk)) > 0)
            {
                content.Write(chunk, 0, read);
                if (content.Length > MostBytes)
                    throw new InvalidModelFileException(entry, $"slot names of more than {MostBytes} bytes");
            }

            return content.ToArray();
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new InvalidModelFileException(entry, $"slot names that cannot be unpacked: {e.Message.TrimEnd('.')}");
        }
    }
}

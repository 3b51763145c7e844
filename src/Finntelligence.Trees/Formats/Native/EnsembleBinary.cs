using System.Buffers;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.Native;

/// <summary>
/// Our own binary form of an ensemble: everything <see cref="TreeEnsemble"/> holds, bit for bit. Little-endian, no padding:
/// <code>
/// ensemble  magic "FNTREES" + 00h, u32 version = 1, u32 feature count, features,
///           u8 arithmetic (0 exact, 1 single, 2 double), f64 base score, u32 tree count, trees
/// feature   u32 byte count, name in UTF-8, u8 kind (0 numeric, 1 category), i8 monotonicity (−1, 0, 1)
/// tree      u32 node count n, n nodes, n + 1 leaves
/// node      u8 flags (bit 0 missing goes left, bit 1 category split), i32 feature, f32 threshold, i32 left, i32 right,
///           f64 gain, f64 cover; a category split adds u32 code count and i32 codes
/// leaf      f64 value, f64 cover
/// </code>
/// Children are as in <see cref="DecisionTree"/>. The same ensemble gives the same bytes, and nothing follows the last leaf.
/// </summary>
public static class EnsembleBinary
{
    internal const uint Version = 1;
    internal const byte MissingGoesLeft = 1;
    internal const byte CategorySplit = 2;

    /// <summary>Longest input the reader takes, 256 MiB: an ensemble of some five million leaves.</summary>
    public const int MaximumLength = 256 << 20;

    internal static ReadOnlySpan<byte> Magic => "FNTREES\0"u8;

    /// <summary>Writes the ensemble; the stream stays open.</summary>
    /// <exception cref="InvalidEnsembleException">A feature's name is not valid Unicode.</exception>
    public static void Write(TreeEnsemble ensemble, Stream stream)
    {
        var buffer = new ArrayBufferWriter<byte>();
        EnsembleWriter.Write(ensemble, buffer);
        stream.Write(buffer.WrittenSpan);
    }

    /// <summary>Reads an ensemble that fills the rest of the stream; the stream stays open.</summary>
    /// <exception cref="InvalidEnsembleException">Not this form, damaged, truncated, too long or followed by something; the message says what and at which byte.</exception>
    public static TreeEnsemble Read(Stream stream)
    {
        using var bytes = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            int count;
            while ((count = stream.Read(buffer)) > 0)
            {
                if (bytes.Length + count > MaximumLength)
                    throw new InvalidEnsembleException($"Byte {MaximumLength}: an ensemble is at most {MaximumLength} bytes long.");
                bytes.Write(buffer, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <summary>Reads an ensemble that fills the bytes.</summary>
    /// <exception cref="InvalidEnsembleException">As for a stream.</exception>
    public static TreeEnsemble Read(ReadOnlySpan<byte> bytes) => new EnsembleReader(bytes).Read();
}

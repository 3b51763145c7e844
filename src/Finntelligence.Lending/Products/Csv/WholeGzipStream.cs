using System.Buffers.Binary;
using System.IO.Compression;

namespace Finntelligence.Lending.Products.Csv;

/// <summary>
/// Decompresses a gzip file and makes sure that all of it was there: <see cref="GZipStream"/> takes a file that was cut short for one
/// that ended. The last four bytes of a gzip file are its length before compression (RFC 1952, ISIZE); they must agree with what came out.
/// </summary>
public sealed class WholeGzipStream : ForwardStream
{
    private readonly GZipStream _gzip;
    private readonly uint _expected;
    private uint _count;

    /// <summary>Opens a file, which is closed with this.</summary>
    /// <exception cref="InvalidDataException">Too short for gzip.</exception>
    public WholeGzipStream(FileStream file)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        if (file.Length < length.Length || RandomAccess.Read(file.SafeFileHandle, length, file.Length - length.Length) != length.Length)
            throw new InvalidDataException("Too short for a gzip file.");
        _expected = BinaryPrimitives.ReadUInt32LittleEndian(length);
        _gzip = new GZipStream(file, CompressionMode.Decompress);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = _gzip.Read(buffer);
        _count = unchecked(_count + (uint)read);
        if (read == 0 && buffer.Length > 0 && _count != _expected)
            throw new InvalidDataException("The gzip data ends before its time.");
        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _gzip.Dispose();
        base.Dispose(disposing);
    }
}

using System.Buffers.Binary;
using System.IO.Compression;

namespace Finntelligence.Lending.Products.Csv;

/// <summary>
/// Decompresses a gzip file and makes sure that all of it was there: <see cref="GZipStream"/> takes a file that was cut short for one
/// that ended. The last four bytes of a gzip file are its length before compression (RFC 1952, ISIZE); they must agree with what came out.
/// </summary>
internal sealed class WholeGzipStream : Stream
{
    private readonly GZipStream _gzip;
    private readonly uint _expected;
    private uint _count;

    public WholeGzipStream(FileStream file)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        if (file.Length < length.Length || RandomAccess.Read(file.SafeFileHandle, length, file.Length - length.Length) != length.Length)
            throw new InvalidDataException("Too short for a gzip file.");
        _expected = BinaryPrimitives.ReadUInt32LittleEndian(length);
        _gzip = new GZipStream(file, CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var read = _gzip.Read(buffer);
        _count = unchecked(_count + (uint)read);
        if (read == 0 && buffer.Length > 0 && _count != _expected)
            throw new InvalidDataException("The gzip data ends before its time.");
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _gzip.Dispose();
        base.Dispose(disposing);
    }
}

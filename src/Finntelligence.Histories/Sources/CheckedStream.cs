using Finntelligence.Lending.Products.Csv;

namespace Finntelligence.Histories.Sources;

/// <summary>A file that is decompressed on the way: damage in it is a fault of the file, and progress is that of the file.</summary>
internal sealed class CheckedStream(Stream inner, Stream file, string path) : ForwardStream
{
    /// <summary>Of the compressed file; for progress only.</summary>
    public override long Length => file.Length;

    /// <summary>Bytes of the compressed file consumed; for progress only.</summary>
    public override long Position { get => file.Position; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return inner.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidSourceException(
                $"{path} is not gzip, is damaged or cut short, or holds more than one gzip member: {e.Message}", e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}

using System.IO.Compression;
using Finntelligence.Lending.Products.Csv;
using Finntelligence.Trees.Formats;

namespace Finntelligence.Histories.Sources;

/// <summary>
/// A zip entry read forward only. It refuses to unpack beyond all measure (a zip bomb), and at its end compares the checksum:
/// a download with a flipped bit is an error, not data.
/// </summary>
internal sealed class ZipEntryStream : ForwardStream
{
    /// <summary>Most bytes unpacked from one entry: 4 GiB.</summary>
    public const long MaximumLength = 4L << 30;

    // Real tables shrink by ten to a hundred; deflate can reach about a thousand.
    private const long MaximumRatio = 300;
    private const long RatioFloor = 16 << 20;

    private readonly ZipArchive _archive;
    private readonly Stream _inner;
    private readonly string _name;
    private readonly uint _expectedChecksum;
    private readonly long _limit;
    private readonly Crc32 _checksum = new();
    private long _position;

    public ZipEntryStream(ZipArchive archive, ZipArchiveEntry entry)
    {
        _archive = archive;
        _name = entry.FullName;
        _expectedChecksum = entry.Crc32;
        _limit = Math.Min(MaximumLength, Math.Max(RatioFloor, entry.CompressedLength * MaximumRatio));
        Length = entry.Length;
        _inner = entry.Open();
    }

    /// <summary>What the zip claims; for progress only.</summary>
    public override long Length { get; }

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = _inner.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidSourceException($"{_name} in the zip is damaged at byte {_position}: {e.Message}", e);
        }
        _position += read;
        if (_position > _limit)
            throw new InvalidSourceException($"{_name} in the zip unpacks to more than {_limit} bytes; it is refused.");
        _checksum.Append(buffer[..read]);
        if (read == 0 && buffer.Length > 0 && _checksum.Value != _expectedChecksum)
            throw new InvalidSourceException($"{_name} in the zip is damaged: its checksum does not fit its {_position} bytes.");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            _archive.Dispose();
        }
        base.Dispose(disposing);
    }
}

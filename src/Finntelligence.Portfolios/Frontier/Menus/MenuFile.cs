using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Finntelligence.Foundation.Faults;

namespace Finntelligence.Portfolios.Frontier.Menus;

/// <summary>A file of menus, read from its beginning to its end as often as is asked, in memory that does not grow with it.</summary>
internal sealed class MenuFile
{
    private const int LongestHeader = 1 << 16;
    private const int Buffer = 1 << 18;

    private readonly long _start;
    private readonly long _end;

    private MenuFile(string path, MenuHeader header, MenuCounts counts, byte[] sha256, long start, long end) =>
        (Path, Header, Counts, Sha256, _start, _end) = (path, header, counts, sha256, start, end);

    public string Path { get; }

    public MenuHeader Header { get; }

    public MenuCounts Counts { get; }

    /// <summary>Of the menus alone: two shards of the same applicants have the same.</summary>
    public byte[] Sha256 { get; }

    /// <summary>Reads the header and the end.</summary>
    /// <exception cref="DataFaultException">There is no such file, it is something else, cut short or damaged, or of another version.</exception>
    public static MenuFile Open(string path)
    {
        if (!File.Exists(path))
            throw new DataFaultException("there is no such file.", where: path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        var first = new byte[Math.Min(LongestHeader, stream.Length)];
        stream.ReadExactly(first);
        var header = first.AsSpan(0, first.AsSpan().IndexOf((byte)'\n') + 1);
        var said = HeaderOf(header) ?? throw new DataFaultException("it is not a file of menus.", where: path, remedy: "`frontier menus` writes them.");
        if (said.Version != MenuHeader.Current)
            throw new DataFaultException($"its format has version {said.Version}; this program reads {MenuHeader.Current}.", where: path);
        var seal = new byte[MenuSeal.Length];
        if (stream.Length < header.Length + seal.Length)
            throw Cut(path);
        stream.Position = stream.Length - seal.Length;
        stream.ReadExactly(seal);
        if (!MenuSeal.Ends(seal))
            throw Cut(path);
        var (counts, sha256) = MenuSeal.Read(header, seal) ?? throw Damaged(path);
        return new MenuFile(path, said, counts, sha256, header.Length, stream.Length - seal.Length);
    }

    /// <summary>The applicants, in their order.</summary>
    /// <param name="resources">How many hulls each has.</param>
    /// <exception cref="DataFaultException">The file is damaged; found at the latest when it is read to its end.</exception>
    public IEnumerable<PortfolioApplicant> Read(int resources)
    {
        using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, Buffer, FileOptions.SequentialScan) { Position = _start };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var bounded = new HashedPart(file, _end - _start, hash);
        using var buffered = new BufferedStream(bounded, Buffer);
        using var reader = new BinaryReader(buffered, Encoding.UTF8);
        long line = 0;
        for (long i = 0; i < Counts.Applicants; i++)
        {
            var applicant = Next(reader, line, resources);
            line = applicant.Line;
            yield return applicant;
        }

        if (buffered.ReadByte() >= 0 || !hash.GetHashAndReset().AsSpan().SequenceEqual(Sha256))
            throw Damaged(Path);
    }

    private PortfolioApplicant Next(BinaryReader reader, long line, int resources)
    {
        try
        {
            return MenuCodec.Read(reader, line, resources);
        }
        catch (Exception fault) when (fault is IOException or FormatException or InvalidDataException or OverflowException or ArgumentException)
        {
            throw Damaged(Path);
        }
    }

    private static MenuHeader? HeaderOf(ReadOnlySpan<byte> line)
    {
        try
        {
            return line.IsEmpty || JsonSerializer.Deserialize<MenuHeader>(line, MenuHeader.Json) is not { Format: MenuHeader.Name } header ? null : header;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static DataFaultException Cut(string path) => new("it is cut short.", where: path, remedy: "Make this shard anew.");

    private static DataFaultException Damaged(string path) => new("it is damaged.", where: path, remedy: "Make this shard anew.");

    /// <summary>The bytes of the menus, hashed as they are read.</summary>
    private sealed class HashedPart(Stream file, long length, IncrementalHash hash) : Stream
    {
        private long _left = length;

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
            var read = file.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
            _left -= read;
            hash.AppendData(buffer[..read]);
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

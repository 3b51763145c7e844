using System.IO.Compression;
using Finntelligence.Foundation.Faults;

namespace Finntelligence.Explorer.Portfolio;

/// <summary>A file that a person gave, for as long as it is read: unpacked, readable to the service alone, and gone when disposed of.</summary>
public sealed class PortfolioFile : IDisposable
{
    private const int BufferBytes = 1 << 16;
    private const string Packed = ".gz";

    private static readonly string[] Endings = [".csv", ".tsv", ".txt", ".tab", ".psv", ".dat", ".ndjson", ".jsonl"];

    // Held open: a file that nobody holds is what a killed service has left.
    private readonly FileStream _hold;

    private PortfolioFile(string path, string name)
    {
        Path = path;
        Name = name;
        _hold = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
    }

    /// <summary>The endings of names that are taken, for the choice of a file; each also in .gz.</summary>
    public static string Accepted { get; } = string.Join(',', [.. Endings, Packed]);

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>What the person calls it.</summary>
    public string Name { get; }

    /// <summary>Its bytes, unpacked.</summary>
    public long Length => _hold.Length;

    /// <summary>Takes a file in.</summary>
    /// <param name="sent">Its bytes, as they come.</param>
    /// <param name="name">What it is called; the ending says what it is.</param>
    /// <param name="limits">Bound it.</param>
    /// <param name="received">Told how many bytes have come.</param>
    /// <param name="cancellationToken">Ends it; nothing stays.</param>
    /// <exception cref="DataFaultException">It is no table, empty, too long, or a damaged .gz.</exception>
    public static async Task<PortfolioFile> ReceiveAsync(
        Stream sent, string name, PortfolioLimits limits, IProgress<long>? received, CancellationToken cancellationToken)
    {
        var packed = name.EndsWith(Packed, StringComparison.OrdinalIgnoreCase);
        var ending = System.IO.Path.GetExtension(packed ? name[..^Packed.Length] : name).ToLowerInvariant();
        if (!Endings.Contains(ending))
            throw new DataFaultException(
                $"{name} is no table that can be read here.", remedy: $"Save it as CSV; known endings are {string.Join(", ", Endings)}, each also in .gz.");
        var path = System.IO.Path.Combine(Leftovers.Folder, $"{Guid.NewGuid():N}{ending}");
        try
        {
            await using (var file = Create(path))
            await using (var counted = new CountedStream(sent, limits.UploadBytes, name, received))
            await using (var plain = packed ? new GZipStream(counted, CompressionMode.Decompress) : (Stream)counted)
                await CopyAsync(plain, file, name, limits.PlainBytes, cancellationToken);
            return new PortfolioFile(path, name);
        }
        catch (InvalidDataException fault)
        {
            File.Delete(path);
            throw new DataFaultException($"{name} is no .gz, or a damaged one.", fault);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>A file for results, readable to the service alone; it goes when it is closed.</summary>
    public static FileStream CreateScratch()
    {
        Leftovers.Prepare();
        return new FileStream(System.IO.Path.Combine(Leftovers.Folder, $"{Guid.NewGuid():N}.out"), Options(FileAccess.ReadWrite, FileOptions.DeleteOnClose));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hold.Dispose();
        File.Delete(Path);
    }

    private static FileStream Create(string path)
    {
        Leftovers.Prepare();
        return new FileStream(path, Options(FileAccess.Write, FileOptions.Asynchronous));
    }

    private static FileStreamOptions Options(FileAccess access, FileOptions options)
    {
        var all = new FileStreamOptions { Mode = FileMode.CreateNew, Access = access, Share = FileShare.None, Options = options };
        // On Windows the folder is the user's own already.
        if (!OperatingSystem.IsWindows())
            all.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return all;
    }

    private static async Task CopyAsync(Stream from, Stream to, string name, long most, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        long written = 0;
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            written += read;
            if (written > most)
                throw new DataFaultException($"{name} has more than {most >> 20} MiB once it is unpacked.", remedy: "The console's `score` takes files of any length.");
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        if (written == 0)
            throw new DataFaultException($"{name} is empty.");
    }

    // Counts what is sent, not what it unpacks to.
    private sealed class CountedStream(Stream inner, long most, string name, IProgress<long>? received) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _read;
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            _read += read;
            if (_read > most)
                throw new DataFaultException($"{name} has more than {most >> 20} MiB.", remedy: "The console's `score` takes files of any length.");
            received?.Report(_read);
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

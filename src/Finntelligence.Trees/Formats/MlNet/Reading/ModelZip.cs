using System.IO.Compression;

namespace Finntelligence.Trees.Formats.MlNet.Reading;

/// <summary>
/// The members of a model zip by name, with <c>/</c> between the parts. A member is decompressed only when it is asked for,
/// up to a limit, and only believed when its length and its checksum are right.
/// </summary>
internal sealed class ModelZip : IModelMembers, IDisposable
{
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private int _budget = Limits.DecompressedBytes;

    public ModelZip(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > Limits.ZipBytes)
            throw new InvalidModelFileException("", $"The zip has {bytes.Length} bytes; {Limits.ZipBytes} is the most that is read");
        _zip = Guarded("the zip", () => new ZipArchive(new MemoryStream(bytes.ToArray(), writable: false), ZipArchiveMode.Read));
        var entries = Guarded("the zip", () => _zip.Entries);
        if (entries.Count > Limits.Members)
            throw new InvalidModelFileException("", $"The zip has {entries.Count} members; {Limits.Members} is the most that is read");
        foreach (var entry in entries)
        {
            // A file saved on Windows may have backslashes.
            var name = entry.FullName.Replace('\\', '/');
            if (!_entries.TryAdd(name, entry))
                throw new InvalidModelFileException("", $"The zip has the member '{name}' twice");
        }
    }

    public bool Contains(string name) => _entries.ContainsKey(name);

    public byte[] Read(string name)
    {
        if (!_entries.TryGetValue(name, out var entry))
            throw new InvalidModelFileException("", $"The zip has no member '{name}'; it is not an ML.NET model of the supported kind");
        var length = Guarded(name, () => entry.Length);
        if (length < 0 || length > _budget)
            throw new InvalidModelFileException(name, $"{length} bytes decompressed are more than the {_budget} that may still be read");
        _budget -= (int)length;
        var bytes = Guarded(name, () => Decompress(entry, (int)length));
        if (bytes is null)
            throw new InvalidModelFileException(name, $"the decompressed member has not the {length} bytes that the zip says");
        if (Crc32.Of(bytes) != entry.Crc32)
            throw new InvalidModelFileException(name, $"the checksum is wrong; the member is damaged");
        return bytes;
    }

    public void Dispose() => _zip.Dispose();

    private static byte[]? Decompress(ZipArchiveEntry entry, int length)
    {
        using var stream = entry.Open();
        // Grown as data arrives, so that a small file that claims a large member costs what it holds.
        using var content = new MemoryStream();
        var block = new byte[16384];
        int read;
        while ((read = stream.Read(block)) > 0)
        {
            content.Write(block, 0, read);
            if (content.Length > length)
                return null;
        }

        return content.Length == length ? content.ToArray() : null;
    }

    // What System.IO.Compression throws on damaged input is not one documented exception but several.
    private static T Guarded<T>(string what, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw new InvalidModelFileException(what, $"it cannot be unpacked: {e.Message.TrimEnd('.')}");
        }
    }
}

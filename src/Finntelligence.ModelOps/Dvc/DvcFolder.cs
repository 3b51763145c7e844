using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Finntelligence.ModelOps.Dvc;

/// <summary>A folder as DVC sees it: its files' md5 by relative path. Empty folders do not exist to it.</summary>
internal sealed class DvcFolder
{
    public const string Suffix = ".dir";

    /// <summary>The file whose patterns DVC leaves out.</summary>
    public const string IgnoreName = ".dvcignore";

    private DvcFolder(IEnumerable<DvcFolderFile> files, long size)
    {
        Files = [.. files.OrderBy(file => file.RelativePath, CodePointOrder.Instance)];
        Listing = ToListing(Files);
        Hash = new DvcHash(DvcHash.OfText(Listing) + Suffix, size, Files.Count);
    }

    /// <summary>Sorted by path.</summary>
    public IReadOnlyList<DvcFolderFile> Files { get; }

    /// <summary>The list that is hashed, and kept in the cache.</summary>
    public string Listing { get; }

    /// <summary>The size is 0 in a folder that was read from its listing.</summary>
    public DvcHash Hash { get; }

    public static DvcFolder Scan(string folder, CancellationToken cancellationToken)
    {
        var files = new List<DvcFolderFile>();
        var size = 0L;
        foreach (var path in FilesBelow(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var hash = DvcHash.OfFile(path);
            files.Add(new DvcFolderFile(Path.GetRelativePath(folder, path).Replace('\\', '/'), hash.Md5));
            size += hash.Size;
        }
        return new DvcFolder(files, size);
    }

    /// <exception cref="DvcException">Not a listing, or one that leads out of the folder.</exception>
    public static DvcFolder Parse(byte[] listing, string path)
    {
        try
        {
            var files = (JsonSerializer.Deserialize<List<Dictionary<string, string>>>(listing) ?? throw new JsonException("It holds null."))
                .Select(file => new DvcFolderFile(file["relpath"], file["md5"])).ToList();
            if (files.Any(file => !DvcHash.IsMd5(file.Md5)))
                throw new DvcException($"{path} names a file by something that is no md5.");
            return files.Any(file => Path.IsPathRooted(file.RelativePath) || file.RelativePath.Split('/', '\\').Any(part => part is ".." or "." or ""))
                ? throw new DvcException($"{path} names files outside of its folder.")
                : new DvcFolder(files, size: 0);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException)
        {
            throw new DvcException($"{path} is not the listing of a folder. Remove it and pull again.", fault);
        }
    }

    /// <summary>Refuses patterns, which would change what a folder's files are.</summary>
    /// <exception cref="DvcException">The file holds one.</exception>
    public static void CheckIgnores(string path)
    {
        if (File.Exists(path) && File.ReadLines(path).Any(line => line.Trim() is { Length: > 0 } text && text[0] != '#'))
            throw new DvcException($"{path} holds patterns, which would change the hashes of folders. Use DVC itself, or remove them.");
    }

    /// <summary>All files below a folder but those of git and DVC, and those behind links to folders: DVC leaves them out as well.</summary>
    /// <exception cref="DvcException">A <c>.dvcignore</c> on the way holds patterns.</exception>
    public static IEnumerable<string> FilesBelow(string folder)
    {
        CheckIgnores(Path.Combine(folder, IgnoreName));
        foreach (var file in Directory.EnumerateFiles(folder))
            yield return file;
        foreach (var inner in new DirectoryInfo(folder).EnumerateDirectories())
        {
            if (inner.Name is ".git" or ".hg" or ".dvc" || inner.LinkTarget is not null)
                continue;
            foreach (var file in FilesBelow(Path.Combine(folder, inner.Name)))
                yield return file;
        }
    }

    // Byte for byte what Python's json.dumps gives: the md5 is over it.
    private static string ToListing(IReadOnlyList<DvcFolderFile> files)
    {
        var json = new StringBuilder("[");
        foreach (var file in files)
        {
            if (json.Length > 1)
                json.Append(", ");
            json.Append("{\"md5\": \"").Append(file.Md5).Append("\", \"relpath\": \"");
            foreach (var c in file.RelativePath)
            {
                json.Append(c switch
                {
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    '\b' => "\\b",
                    '\f' => "\\f",
                    >= ' ' and <= '~' => c.ToString(),
                    _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                });
            }
            json.Append("\"}");
        }
        return json.Append(']').ToString();
    }

    /// <summary>Python sorts by code points; .NET's ordinal order is by UTF-16 units, which differs past the basic plane.</summary>
    private sealed class CodePointOrder : IComparer<string>
    {
        public static readonly CodePointOrder Instance = new();

        public int Compare(string? x, string? y) => Encoding.UTF8.GetBytes(x!).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y!));
    }
}

/// <param name="RelativePath">With forward slashes.</param>
/// <param name="Md5">Of its bytes.</param>
internal sealed record DvcFolderFile(string RelativePath, string Md5);

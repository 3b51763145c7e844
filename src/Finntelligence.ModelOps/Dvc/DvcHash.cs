using System.Security.Cryptography;
using System.Text;

namespace Finntelligence.ModelOps.Dvc;

/// <summary>What DVC knows a file or a folder by.</summary>
/// <param name="Md5">32 lower-case hex digits over the raw bytes; of a folder, over the list of its files, with <c>.dir</c> at the end.</param>
/// <param name="Size">In bytes; of a folder, the sum of its files.</param>
/// <param name="Files">Number of files of a folder; null for a file.</param>
public sealed record DvcHash(string Md5, long Size, int? Files = null)
{
    /// <summary>True for a folder.</summary>
    public bool IsFolder => Md5.EndsWith(DvcFolder.Suffix, StringComparison.Ordinal);

    /// <summary>Hashes what lies at <paramref name="path"/>; null when there is nothing.</summary>
    public static DvcHash? Of(string path, CancellationToken cancellationToken = default)
    {
        if (Directory.Exists(path))
            return DvcFolder.Scan(path, cancellationToken).Hash;
        return File.Exists(path) ? OfFile(path) : null;
    }

    internal static DvcHash OfFile(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        return new DvcHash(Convert.ToHexStringLower(MD5.HashData(stream)), stream.Length);
    }

    internal static string OfText(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));

    internal static bool IsMd5(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>The size is for a reader; the md5 alone tells contents apart.</summary>
    internal bool IsSameContent(DvcHash? other) => other?.Md5 == Md5;
}

using System.Text;
using Finntelligence.Foundation.Faults;

namespace Finntelligence.ModelOps.Files;

/// <summary>Reads text files that people write with whatever editor they have.</summary>
public static class Utf8File
{
    /// <summary>The bytes of a UTF-8 file without the byte-order mark that some editors put before them.</summary>
    /// <exception cref="DataFaultException">The file begins with the mark of UTF-16.</exception>
    public static byte[] ReadAllBytes(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble))
            return bytes[Encoding.UTF8.Preamble.Length..];
        return bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]
            ? throw new DataFaultException($"{path} begins with the byte-order mark of UTF-16.", remedy: "Save it as UTF-8.")
            : bytes;
    }
}

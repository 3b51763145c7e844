using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using Finntelligence.Lending.Models;

namespace Finntelligence.Lending.Tests.Confirmation;

/// <summary>Model zips whose members for ML.NET are those of another file, with hashes that hold.</summary>
internal static class RepackedZip
{
    private static readonly string[] Own = ["manifest.json", "ensemble.bin", "calibrator.json", "support.json", "histograms.json"];

    /// <summary>Our members of one zip beside ML.NET's of another; null for none.</summary>
    public static byte[] Of(byte[] own, byte[]? mlNet)
    {
        var members = StoredZip.Read(own).Where(m => Own.Contains(m.Name)).ToDictionary(m => m.Name, m => m.Bytes);
        foreach (var (name, bytes) in mlNet is null ? [] : MembersOf(mlNet))
            members[name] = bytes;
        var (manifest, _) = ManifestJson.Read(members[Own[0]]);
        var hashes = members.Where(m => m.Key != Own[0]).ToImmutableSortedDictionary(
            m => m.Key, m => Convert.ToHexStringLower(SHA256.HashData(m.Value.Span)), StringComparer.Ordinal);
        return StoredZip.Write([new(Own[0], ManifestJson.Write(manifest, hashes)), .. members.Where(m => m.Key != Own[0]).Select(m => new ZipMember(m.Key, m.Value))]);
    }

    private static IEnumerable<(string Name, ReadOnlyMemory<byte> Bytes)> MembersOf(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        foreach (var entry in archive.Entries.Where(e => !Own.Contains(e.FullName)))
        {
            using var stream = entry.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            yield return (entry.FullName, bytes.ToArray());
        }
    }
}

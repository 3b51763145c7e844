using System.IO.Compression;
using Finntelligence.Lending.Models;
using Finntelligence.Trees.Formats;

namespace Finntelligence.Lending.Tests.Models;

public sealed class StoredZipTests
{
    private static readonly ZipMember[] Members =
    [
        new("first.txt", "hello"u8.ToArray()),
        new("folder/zweiter–é.bin", new byte[] { 0, 1, 2, 0x50, 0x4B, 3, 4 }),
        new("empty", ReadOnlyMemory<byte>.Empty),
    ];

    [Fact]
    public void Write_Makes_A_Zip_That_Others_Read()
    {
        using var archive = new ZipArchive(new MemoryStream(StoredZip.Write(Members)), ZipArchiveMode.Read);

        archive.Entries.Select(e => e.FullName).ShouldBe(Members.Select(m => m.Name));
        foreach (var (entry, member) in archive.Entries.Zip(Members))
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open())
                stream.CopyTo(content);
            content.ToArray().ShouldBe(member.Bytes.ToArray());
            entry.CompressedLength.ShouldBe(entry.Length);
            entry.Crc32.ShouldBe(Crc32.Of(member.Bytes.Span));
            entry.LastWriteTime.DateTime.ShouldBe(new DateTime(1980, 1, 1));
        }
    }

    [Fact]
    public void Read_Gives_Back_What_Was_Written()
    {
        var members = StoredZip.Read(StoredZip.Write(Members));

        members.Select(m => m.Name).ShouldBe(Members.Select(m => m.Name));
        members.Select(m => m.Bytes.ToArray()).ShouldBe(Members.Select(m => m.Bytes.ToArray()));
    }

    [Fact]
    public void Read_Refuses_Every_Truncation()
    {
        var zip = StoredZip.Write(Members);

        for (var length = 0; length < zip.Length; length++)
            Should.Throw<InvalidModelException>(() => StoredZip.Read(zip.AsMemory(0, length)));
    }

    [Fact]
    public void Read_Refuses_Every_Single_Bit_Flip()
    {
        var zip = StoredZip.Write(Members);

        for (var bit = 0; bit < zip.Length * 8; bit++)
        {
            zip[bit / 8] ^= (byte)(1 << bit % 8);
            Should.Throw<InvalidModelException>(() => StoredZip.Read(zip), $"bit {bit}");
            zip[bit / 8] ^= (byte)(1 << bit % 8);
        }
    }

    [Fact]
    public void Read_Refuses_What_Follows_The_Zip()
    {
        Should.Throw<InvalidModelException>(() => StoredZip.Read((byte[])[.. StoredZip.Write(Members), 0]));
    }

    [Fact]
    public void Read_Names_The_Damaged_Member()
    {
        var zip = StoredZip.Write(Members);
        zip[30 + "first.txt".Length + 2] ^= 1;

        Should.Throw<InvalidModelException>(() => StoredZip.Read(zip)).Message.ShouldContain("first.txt");
    }

    [Fact]
    public void Read_Refuses_Compressed_Members()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var stream = archive.CreateEntry("a.txt", CompressionLevel.SmallestSize).Open())
            stream.Write(new byte[1000]);

        Should.Throw<InvalidModelException>(() => StoredZip.Read(bytes.ToArray())).Message.ShouldContain("compressed");
    }
}

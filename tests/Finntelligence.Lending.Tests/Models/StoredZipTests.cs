using System.Buffers.Binary;
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
    public void Read_Of_A_Hundred_Thousand_Damaged_Zips_Throws_Nothing_Else()
    {
        const int block = 1_000;
        var zip = StoredZip.Write(Members);
        var refused = 0;
        Parallel.For(0, 100, seed =>
        {
            var random = new Random(seed);
            for (var round = 0; round < block; round++)
            {
                var damaged = Damage(random, zip);
                try
                {
                    // What is read is a zip of the same form, down to the last byte.
                    if (!StoredZip.Write(StoredZip.Read(damaged)).AsSpan().SequenceEqual(damaged))
                        throw new InvalidOperationException($"Seed {seed}, round {round}: it is written as other bytes.");
                }
                catch (InvalidModelException)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        });
        refused.ShouldBeInRange(50_000, 100_000);
    }

    private static byte[] Damage(Random random, byte[] zip)
    {
        var bytes = (byte[])zip.Clone();
        for (var changes = random.Next(1, 4); changes > 0 && bytes.Length > 4; changes--)
        {
            var at = random.Next(bytes.Length - 3);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), random.Next(3) switch { 0 => int.MaxValue, 1 => -1, _ => random.Next(64) });
                    break;
                case 2:
                    bytes = [.. bytes[..at], .. bytes[Math.Min(at + random.Next(1, 9), bytes.Length)..]];
                    break;
                default:
                    bytes = [.. bytes[..at], .. bytes[random.Next(at + 1)..]];
                    break;
            }
        }

        return bytes;
    }

    [Fact]
    public void Read_Refuses_A_Member_Of_Four_Gigabytes()
    {
        var zip = StoredZip.Write(Members);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(22), uint.MaxValue);
        Should.Throw<InvalidModelException>(() => StoredZip.Read(zip)).Message.ShouldContain("the member at byte 0 would end past its");
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

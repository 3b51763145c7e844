using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Finntelligence.Trees.Formats;

namespace Finntelligence.Lending.Models;

/// <summary>A named part of a model zip.</summary>
/// <param name="Name">Path inside the zip, with forward slashes.</param>
/// <param name="Bytes">Its content.</param>
internal readonly record struct ZipMember(string Name, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// Zip files whose members are stored, not compressed: every zip reader opens them, and the same members give the same bytes
/// on every machine. System.IO.Compression writes the host system into each record and does not check CRCs, hence these lines.
/// Layout: APPNOTE.TXT 4.3 (local header and data for each member, central directory, end record).
/// </summary>
internal static class StoredZip
{
    private const uint LocalSignature = 0x04034B50;
    private const uint CentralSignature = 0x02014B50;
    private const uint EndSignature = 0x06054B50;
    private const int LocalLength = 30;
    private const int CentralLength = 46;
    private const int EndLength = 22;
    private const ushort VersionNeeded = 10;
    private const ushort MadeByUnix = 3 << 8 | VersionNeeded;
    private const ushort NamesAreUtf8 = 1 << 11;
    private const ushort January1980 = 1 << 5 | 1;
    private const uint OrdinaryFile = 0x81A4_0000; // Unix -rw-r--r--, so that an unzipped member can be read.

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The bytes of a zip with these members in this order.</summary>
    public static byte[] Write(IReadOnlyList<ZipMember> members)
    {
        var names = members.Select(m => StrictUtf8.GetBytes(m.Name)).ToArray();
        var length = EndLength + members.Select((m, i) => LocalLength + CentralLength + 2 * names[i].Length + m.Bytes.Length).Sum();
        var zip = new byte[length];
        var central = new byte[names.Sum(n => CentralLength + n.Length)];
        int at = 0, centralAt = 0;
        for (var i = 0; i < members.Count; i++)
        {
            var offset = at;
            var data = members[i].Bytes.Span;
            var crc = Crc32.Of(data);

            var local = new Fields(zip.AsSpan(at));
            local.Put32(LocalSignature);
            PutCommon(ref local, crc, data.Length, names[i].Length);
            local.Put(names[i]);
            local.Put(data);
            at += LocalLength + names[i].Length + data.Length;

            var record = new Fields(central.AsSpan(centralAt));
            record.Put32(CentralSignature);
            record.Put16(MadeByUnix);
            PutCommon(ref record, crc, data.Length, names[i].Length);
            record.Put16(0); // comment
            record.Put16(0); // disk
            record.Put16(0); // internal attributes
            record.Put32(OrdinaryFile);
            record.Put32((uint)offset);
            record.Put(names[i]);
            centralAt += CentralLength + names[i].Length;
        }

        var end = new Fields(zip.AsSpan(at));
        end.Put(central);
        end.Put32(EndSignature);
        end.Put16(0);
        end.Put16(0);
        end.Put16((ushort)members.Count);
        end.Put16((ushort)members.Count);
        end.Put32((uint)central.Length);
        end.Put32((uint)at);
        end.Put16(0);
        return zip;
    }

    /// <summary>Reads what <see cref="Write"/> wrote: the members must give exactly these bytes again, so no damage goes unseen.</summary>
    /// <exception cref="InvalidModelException">Not such a zip, or damaged; names the byte.</exception>
    public static ImmutableArray<ZipMember> Read(ReadOnlyMemory<byte> zip)
    {
        var members = ImmutableArray.CreateBuilder<ZipMember>();
        var at = 0;
        while (zip.Length - at >= LocalLength && BinaryPrimitives.ReadUInt32LittleEndian(zip.Span[at..]) == LocalSignature)
        {
            var header = zip.Span.Slice(at, LocalLength);
            var method = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]);
            if (method != 0)
            {
                throw new InvalidModelException(
                    $"The zip member at byte {at} is compressed (method {method}); a model zip stores its members as they are.");
            }

            long size = BinaryPrimitives.ReadUInt32LittleEndian(header[22..]);
            int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
            if (at + LocalLength + nameLength + size > zip.Length)
            {
                throw new InvalidModelException(
                    $"The zip is cut short or damaged: the member at byte {at} would end past its {zip.Length} bytes.");
            }

            var name = Name(zip.Span.Slice(at + LocalLength, nameLength), at);
            members.Add(new ZipMember(name, zip.Slice(at + LocalLength + nameLength, (int)size)));
            at += LocalLength + nameLength + (int)size;
        }

        if (members.Count == 0)
            throw new InvalidModelException($"Not a model zip: {zip.Length} bytes that do not start with a zip member.");
        CheckSame(zip.Span, Write(members), members);
        return members.ToImmutable();
    }

    private static void CheckSame(ReadOnlySpan<byte> zip, ReadOnlySpan<byte> expected, IEnumerable<ZipMember> members)
    {
        var same = zip.CommonPrefixLength(expected);
        if (same == zip.Length && same == expected.Length)
            return;
        if (same == zip.Length)
            throw new InvalidModelException($"The zip is cut short: {zip.Length} bytes of {expected.Length}.");
        // A CRC comes before the data it covers, so the first difference names the member.
        var at = 0;
        foreach (var member in members)
        {
            at += LocalLength + StrictUtf8.GetByteCount(member.Name) + member.Bytes.Length;
            if (same < at)
                throw new InvalidModelException($"The zip is damaged: member '{member.Name}' does not match its header at byte {same}.");
        }

        throw new InvalidModelException($"The zip is damaged: its directory is wrong at byte {same}.");
    }

    private static string Name(ReadOnlySpan<byte> utf8, int at)
    {
        try
        {
            return StrictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidModelException($"The zip is damaged: the name of the member at byte {at} is not UTF-8.", e);
        }
    }

    private static void PutCommon(ref Fields fields, uint crc, int size, int nameLength)
    {
        fields.Put16(VersionNeeded);
        fields.Put16(NamesAreUtf8);
        fields.Put16(0); // stored
        fields.Put16(0); // midnight
        fields.Put16(January1980);
        fields.Put32(crc);
        fields.Put32((uint)size);
        fields.Put32((uint)size);
        fields.Put16((ushort)nameLength);
        fields.Put16(0); // extra field
    }

    private ref struct Fields(Span<byte> rest)
    {
        private Span<byte> _rest = rest;

        public void Put16(ushort value)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(_rest, value);
            _rest = _rest[2..];
        }

        public void Put32(uint value)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(_rest, value);
            _rest = _rest[4..];
        }

        public void Put(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(_rest);
            _rest = _rest[bytes.Length..];
        }
    }
}

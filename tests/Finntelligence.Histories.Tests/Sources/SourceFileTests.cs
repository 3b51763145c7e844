using System.IO.Compression;
using Finntelligence.Histories.Sources;
using Finntelligence.Histories.Tests.Sources.Stata;

namespace Finntelligence.Histories.Tests.Sources;

public sealed class SourceFileTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_zip_is_searched_for_its_Stata_file()
    {
        string path = Zip(("readme.txt", "x"u8.ToArray()), ("deep/DATA.DTA", Stata()), ("deep/other.csv", "a\n1\n"u8.ToArray()), ("__MACOSX/deep/._DATA.DTA", [1]));
        Rows(path).ShouldBe(["7"]);
    }

    [Fact]
    public void A_zip_without_a_Stata_file_may_hold_a_CSV() => Rows(Zip(("x.csv", "a\n5\n6\n"u8.ToArray()))).ShouldBe(["5", "6"]);

    [Fact]
    public void Plain_files_are_opened_by_their_ending()
    {
        Rows(_folder.Write("x.DTA", Stata())).ShouldBe(["7"]);
        Rows(_folder.Write("x.csv", "a\n5\n")).ShouldBe(["5"]);
    }

    [Fact]
    public void A_zip_with_two_tables_is_refused_and_names_them() =>
        Fault(Zip(("a.dta", Stata()), ("b.dta", Stata()))).ShouldContain("2 tables (a.dta, b.dta)");

    [Fact]
    public void A_zip_without_a_table_is_refused() => Fault(Zip(("a.txt", [1]))).ShouldContain("no .dta and no .csv");

    [Fact]
    public void What_is_no_zip_is_refused() => Fault(_folder.Write("x.zip", "not a zip at all")).ShouldContain("damaged or no zip");

    [Fact]
    public void Another_ending_is_refused() => Fault(_folder.Write("x.pdf", "")).ShouldContain("ends in nothing that is known");

    [Fact]
    public void A_file_that_is_not_there_is_refused() => Fault(_folder.File("nowhere.csv")).ShouldStartWith("There is no file ");

    [Fact]
    public void A_folder_is_refused() => Fault(_folder.Path).ShouldContain("is a folder");

    [Fact]
    public void A_flipped_bit_in_a_zip_is_noticed()
    {
        // Stored, not deflated: only the checksum can tell.
        string path = Zip(CompressionLevel.NoCompression, ("x.csv", "a\n1111111111\n"u8.ToArray()));
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf("1111111111"u8)] ^= 1;
        File.WriteAllBytes(path, bytes);

        Fault(path).ShouldContain("its checksum does not fit");
    }

    [Fact]
    public void A_zip_bomb_is_refused_before_it_unpacks()
    {
        byte[] block = new byte[1 << 20];
        Array.Fill(block, (byte)'1');
        string path = _folder.File("bomb.zip");
        using (ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create))
        using (Stream entry = archive.CreateEntry("x.csv").Open())
        {
            entry.Write("a\n"u8);
            for (int i = 0; i < 40; i++)
            {
                entry.Write(block);
                entry.Write("\n"u8);
            }
        }
        Fault(path).ShouldContain("it is refused");
    }

    [Fact]
    public void Every_truncation_of_a_zip_is_refused()
    {
        byte[] whole = File.ReadAllBytes(Zip(("x.dta", Stata())));
        for (int length = 0; length < whole.Length; length++)
            Fault(_folder.Write("cut.zip", whole[..length])).ShouldNotBeNullOrWhiteSpace();
    }

    private static byte[] Stata() => new StataFileBuilder(bigEndian: false).Variable("a", 251).Row([7]).Build();

    private static string[] Rows(string path)
    {
        using ITableSource source = SourceFile.Open(path);
        var rows = new List<string>();
        string[] cells = new string[source.Columns.Count];
        while (source.TryRead(cells))
            rows.Add(string.Join('|', cells));
        return [.. rows];
    }

    private static string Fault(string path) => Should.Throw<InvalidSourceException>(() => Rows(path)).Message;

    private string Zip(params (string Name, byte[] Bytes)[] entries) => Zip(CompressionLevel.Optimal, entries);

    private string Zip(CompressionLevel level, params (string Name, byte[] Bytes)[] entries)
    {
        string path = _folder.File("test.zip");
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string name, byte[] bytes) in entries)
        {
            using Stream entry = archive.CreateEntry(name, level).Open();
            entry.Write(bytes);
        }
        return path;
    }
}

using System.IO.Compression;
using Finntelligence.Histories.Sources;
using Finntelligence.Lending.Products;

namespace Finntelligence.Histories.Tests.Sources.Excel;

public sealed class ExcelSourceTests : IDisposable
{
    private const string Loans =
        """
        <row r="2"><c r="A2" t="inlineStr"><is><t>class</t></is></c><c r="B2" t="inlineStr"><is><t>rate</t></is></c><c r="C2" t="inlineStr"><is><t>on</t></is></c></row>
        <row r="3"><c r="A3" t="inlineStr"><is><t>Zoë </t></is></c><c r="B3"><v>7.750</v></c><c r="C3" s="1"><v>40878</v></c></row>
        <row r="5"><c r="A5" t="b"><v>1</v></c></row>
        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_only_sheet_with_cells_is_read_from_its_first_row_that_is_not_empty()
    {
        using var source = SourceFile.Open(Workbook(("Notes", ""), ("Loans", Loans)));

        source.Columns.ShouldBe(["class", "rate", "on"]);
        source.Notes.ShouldBe(["The sheet \"Loans\" is read, of 2."]);
        Rows(source).ShouldBe(["Row 3: Zoë|7.75|2011-12-01", "Row 5: TRUE||"]);
    }

    [Fact]
    public void Of_several_sheets_one_must_be_named()
    {
        var path = Workbook(("A", Loans), ("B", Loans));

        Should.Throw<InvalidSourceException>(() => SourceFile.Open(path)).Message.ShouldContain("more than one sheet with cells (\"A\", \"B\")");
        using var source = new SourceFile(path, new HistoryFormat { Sheet = "B" }).Open();
        Rows(source).Length.ShouldBe(2);
        Should.Throw<InvalidSourceException>(() => new SourceFile(path, new HistoryFormat { Sheet = "C" }).Open()).Message
            .ShouldBe("There is no sheet \"C\"; the file has \"A\", \"B\".");
    }

    [Fact]
    public void An_error_of_Excel_is_a_missing_value()
    {
        using var source = SourceFile.Open(Workbook(("A", Loans.Replace("<c r=\"B3\"><v>7.750</v></c>", "<c r=\"B3\" t=\"e\"><v>#DIV/0!</v></c>", StringComparison.Ordinal))));
        Rows(source)[0].ShouldBe("Row 3: Zoë||2011-12-01");
    }

    [Fact]
    public void What_is_no_Excel_file_is_refused() =>
        Should.Throw<InvalidSourceException>(() => SourceFile.Open(_folder.Write("x.xlsx", "a,b"))).Message.ShouldContain("cannot be read");

    [Fact]
    public void A_workbook_may_lie_in_gzip()
    {
        var path = _folder.File("x.xlsx.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            gzip.Write(File.ReadAllBytes(Workbook(("Loans", Loans))));
        using var source = SourceFile.Open(path);
        source.Columns.ShouldBe(["class", "rate", "on"]);
    }

    private static string[] Rows(ITableSource source)
    {
        var rows = new List<string>();
        var cells = new string[source.Columns.Count];
        while (source.TryRead(cells))
            rows.Add($"{source.Place}: {string.Join('|', cells)}");
        return [.. rows];
    }

    // The least that is a workbook: Office Open XML parts in a zip.
    private string Workbook(params (string Name, string Rows)[] sheets)
    {
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var path = _folder.File("x.xlsx");
        File.Delete(path);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        Part("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>");
        Part("_rels/.rels", Relations($"<Relationship Id=\"r\" Type=\"{Relation}/officeDocument\" Target=\"xl/workbook.xml\"/>"));
        Part("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relation}\"><sheets>{Each((s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i}\" r:id=\"r{i}\"/>")}</sheets></workbook>");
        Part("xl/_rels/workbook.xml.rels", Relations(
            Each((_, i) => $"<Relationship Id=\"r{i}\" Type=\"{Relation}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>")
            + $"<Relationship Id=\"s\" Type=\"{Relation}/styles\" Target=\"styles.xml\"/>"));
        Part("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
        for (var i = 0; i < sheets.Length; i++)
            Part($"xl/worksheets/sheet{i + 1}.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>{sheets[i].Rows}</sheetData></worksheet>");
        return path;

        void Part(string name, string xml)
        {
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            writer.Write($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>{xml}");
        }

        string Each(Func<(string Name, string Rows), int, string> text) => string.Concat(sheets.Select((s, i) => text(s, i + 1)));

        static string Relations(string inner) => $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}</Relationships>";
    }
}

using Finntelligence.Histories.Sources;
using Parquet;
using Parquet.Schema;

namespace Finntelligence.Histories.Tests.Sources.Parquet;

public sealed class ParquetSourceTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Columns_of_every_type_become_cells_over_all_row_groups()
    {
        var path = await WriteAsync();

        using var source = SourceFile.Open(path);
        source.Columns.ShouldBe(["name", "rate", "count", "taken", "day"]);
        var cells = new string[5];
        source.TryRead(cells).ShouldBeTrue();
        cells.ShouldBe(["Zoë", "7.75", "3", "1", "2011-12-01"]);
        source.TryRead(cells).ShouldBeTrue();
        cells.ShouldBe(["", "", "-4", "0", "2011-12-24 18:30:00"]);
        source.TryRead(cells).ShouldBeTrue();
        cells[0].ShouldBe("Zoë");
        source.Place.ShouldBe("Row 3");
        source.TryRead(cells).ShouldBeTrue();
        source.TryRead(cells).ShouldBeFalse();
    }

    [Fact]
    public async Task A_damaged_file_is_refused_and_nothing_else_happens()
    {
        var whole = File.ReadAllBytes(await WriteAsync());
        for (var length = 0; length < whole.Length; length += 7)
            Should.Throw<InvalidSourceException>(() => ReadAll(_folder.Write("cut.parquet", whole[..length])));
    }

    private static void ReadAll(string path)
    {
        using var source = SourceFile.Open(path);
        var cells = new string[source.Columns.Count];
        while (source.TryRead(cells))
        {
        }
    }

    private async Task<string> WriteAsync()
    {
        var name = new DataField<string>("name");
        var rate = new DataField<double?>("rate");
        var count = new DataField<int>("count");
        var taken = new DataField<bool>("taken");
        var day = new DataField<DateTime>("day");
        var path = _folder.File("x.parquet");
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(name, rate, count, taken, day), file);
        for (var group = 0; group < 2; group++)
        {
            using var rows = writer.CreateRowGroup();
            await rows.WriteAsync(name, (string[])["Zoë", null!]);
            await rows.WriteAsync<double>(rate, new double?[] { 7.75, null }.AsMemory());
            await rows.WriteAsync<int>(count, new[] { 3, -4 }.AsMemory());
            await rows.WriteAsync<bool>(taken, new[] { true, false }.AsMemory());
            await rows.WriteAsync<DateTime>(day, new[] { new DateTime(2011, 12, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2011, 12, 24, 18, 30, 0, DateTimeKind.Utc) }.AsMemory());
        }

        return path;
    }
}

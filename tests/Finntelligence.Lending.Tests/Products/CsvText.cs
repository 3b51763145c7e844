using System.Text;
using Finntelligence.Lending.Products.Csv;

namespace Finntelligence.Lending.Tests.Products;

/// <summary>Small tables in memory and on disk.</summary>
internal static class CsvText
{
    public static CsvTable Table(string text) => CsvTable.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    /// <summary>A table that stands on its first row.</summary>
    public static CsvTable FirstRow(string header, string row)
    {
        var table = Table($"{header}\n{row}\n");
        table.Read().ShouldBeTrue();
        return table;
    }

    /// <summary>Runs with the path of a file that is gone afterwards.</summary>
    public static T InFile<T>(byte[] content, string extension, Func<string, T> use)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}{extension}");
        try
        {
            File.WriteAllBytes(path, content);
            return use(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}

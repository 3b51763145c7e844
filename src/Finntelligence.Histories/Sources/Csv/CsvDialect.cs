using System.Collections.Immutable;
using System.Text;

namespace Finntelligence.Histories.Sources.Csv;

/// <summary>How a CSV is written.</summary>
/// <param name="Delimiter">Between the cells.</param>
/// <param name="Encoding">Null for UTF-8.</param>
/// <param name="Notes">What was found, where it is not the usual.</param>
internal sealed record CsvDialect(char Delimiter, Encoding? Encoding, ImmutableArray<string> Notes)
{
    /// <summary>Commas and UTF-8.</summary>
    public static CsvDialect Usual { get; } = new(',', null, []);
}

using System.Globalization;

namespace Finntelligence.Api.Documentation;

internal static class SchemaNumbers
{
    /// <summary>A limit as a schema writes it, without zeros at the end.</summary>
    public static string? Text(decimal? value) => value?.ToString("G29", CultureInfo.InvariantCulture);
}

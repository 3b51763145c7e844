using System.Globalization;

namespace Finntelligence.Training.Tests.Commands.Evidence;

/// <summary>A history whose rates stand as spreads over a base rate that moves.</summary>
internal static class SpreadHistory
{
    private const string Rate = "offer4";
    private const string Base = "base_rate";

    /// <summary>Has a product read its rates so.</summary>
    public static void Declare(string product) => File.WriteAllText(
        product, File.ReadAllText(product).Replace($"\"rate\": \"{Rate}\"", $"\"rate\": {{ \"column\": \"{Rate}\", \"reference\": \"{Base}\" }}", StringComparison.Ordinal));

    /// <summary>The same lines with spreads.</summary>
    public static string[] Of(string[] lines)
    {
        var rate = Array.IndexOf(lines[0].Split(','), Rate);
        return [$"{lines[0]},{Base}", .. lines.Skip(1).Select((line, i) =>
        {
            string[] cells = line.Split(',');
            var reference = 2 + (0.25m * (i % 5));
            cells[rate] = (decimal.Parse(cells[rate], CultureInfo.InvariantCulture) - reference).ToString(CultureInfo.InvariantCulture);
            return string.Create(CultureInfo.InvariantCulture, $"{string.Join(',', cells)},{reference}");
        })];
    }
}

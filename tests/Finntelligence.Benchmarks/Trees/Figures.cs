using System.Globalization;
using System.Text.Json;

namespace Finntelligence.Benchmarks.Trees;

/// <summary>Figures of repeated runs of one side, by name.</summary>
internal sealed class Figures
{
    private readonly Dictionary<string, List<double>> _values = new(StringComparer.Ordinal);

    public void Add(JsonElement run)
    {
        foreach (var member in run.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.Number))
        {
            if (!_values.TryGetValue(member.Name, out var list))
                _values[member.Name] = list = [];
            list.Add(member.Value.GetDouble());
        }
    }

    public double Median(string name) => Median(_values[name]);

    public double Mean(string name) => _values[name].Average();

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    public static string Text(double value, string format = "0.000") => value.ToString(format, CultureInfo.InvariantCulture);
}

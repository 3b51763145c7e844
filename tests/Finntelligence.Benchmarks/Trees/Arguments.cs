using System.Globalization;

namespace Finntelligence.Benchmarks.Trees;

/// <summary><c>--name value</c> pairs.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">A name without <c>--</c>, unknown, or without a value.</exception>
    public Arguments(string[] args, params string[] known)
    {
        for (var i = 0; i < args.Length; i += 2)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || !known.Contains(args[i][2..]) || i + 1 == args.Length)
                throw new ArgumentException($"'{args[i]}' is not understood; options are {string.Join(", ", known.Select(k => $"--{k} <value>"))}.");
            _values[args[i][2..]] = args[i + 1];
        }
    }

    public string? Text(string name) => _values.GetValueOrDefault(name);

    public int Number(string name, int otherwise) =>
        _values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public int[] Numbers(string name, params int[] otherwise) =>
        _values.TryGetValue(name, out var text) ? [.. text.Split(',').Select(t => int.Parse(t, CultureInfo.InvariantCulture))] : otherwise;
}

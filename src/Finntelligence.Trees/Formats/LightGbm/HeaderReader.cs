using System.Collections.Immutable;

namespace Finntelligence.Trees.Formats.LightGbm;

/// <summary>Reads the lines before the first tree and leaves <see cref="TextLines.Current"/> at the line that ends them.</summary>
internal static class HeaderReader
{
    public static Header Read(TextLines lines, ModelFileLimits limits)
    {
        if (lines.Next() is not { } first || first.TrimEnd() != "tree")
            throw new InvalidModelFileException("line 1", "This is not a LightGBM text model, whose first line is 'tree'");
        var fields = new Dictionary<string, Field>(StringComparer.Ordinal);
        var averages = false;
        while (lines.Next() is { } line && !TreeBlock.Starts(line) && !TreeBlock.EndsAll(line))
        {
            if (line.Length == 0)
                continue;
            if (Field.Of(lines.Number, line) is { } field)
            {
                if (!fields.TryAdd(field.Key, field))
                    throw field.Fault("is given twice");
            }
            else if (line == "average_output")
            {
                averages = true;
            }
            else
            {
                throw new InvalidModelFileException(lines.Where, "is neither key=value nor 'average_output'");
            }
        }

        if (lines.Current is null)
            throw TreeBlock.CutFile(lines);
        CheckShape(fields);
        var names = FeatureNames(fields, limits);
        return new Header(
            Objective.Parse(fields.GetValueOrDefault("objective")),
            averages,
            names,
            CategoryColumns(fields, names.Length),
            Required(fields, "version").Text,
            fields.GetValueOrDefault("tree_sizes")?.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static void CheckShape(Dictionary<string, Field> fields)
    {
        var version = Required(fields, "version");
        if (version.Text is not ("v2" or "v3" or "v4"))
            throw version.Fault($"'{version.Text}' is not one of the versions v2, v3 and v4");
        foreach (var key in (string[])["num_class", "num_tree_per_iteration"])
        {
            if (fields.TryGetValue(key, out var field) && field.Count() is not 1)
                throw field.Fault($"is {field.Text}; only models of one output can be read");
        }
    }

    private static ImmutableArray<string> FeatureNames(Dictionary<string, Field> fields, ModelFileLimits limits)
    {
        var highest = Required(fields, "max_feature_idx");
        var count = highest.Count() + 1L;
        if (count > limits.Features)
            throw highest.Fault($"makes {count} features; at most {limits.Features} are allowed");
        var line = Required(fields, "feature_names");
        string[] names = line.Text.Split(' ');
        if (names.Length != count)
            throw line.Fault($"has {names.Length} names for {count} features; a name must not contain a space");
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw line.Fault($"'{twice.Key}' is given twice");
        return [.. names];
    }

    /// <summary>A numeric column shows its range as [low:high], an unused one 'none', a category column its codes.</summary>
    private static ImmutableArray<bool> CategoryColumns(Dictionary<string, Field> fields, int count)
    {
        if (!fields.TryGetValue("feature_infos", out var field))
            return [.. Enumerable.Repeat(false, count)];
        string[] infos = field.Text.Split(' ');
        if (infos.Length != count)
            throw field.Fault($"has {infos.Length} entries for {count} features");
        return [.. infos.Select(info => info.Length > 0 && info != "none" && info[0] != '[')];
    }

    private static Field Required(Dictionary<string, Field> fields, string key) =>
        fields.GetValueOrDefault(key) ?? throw new InvalidModelFileException(key, "is missing before the first tree");
}

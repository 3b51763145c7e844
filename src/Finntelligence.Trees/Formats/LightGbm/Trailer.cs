namespace Finntelligence.Trees.Formats.LightGbm;

/// <summary>What follows the trees. Only one line matters: the category values of a training frame, stored by the Python package.</summary>
internal static class Trailer
{
    /// <summary>Whether the file stores category values. Reads it to its end.</summary>
    public static bool HasStoredCategories(TextLines lines)
    {
        const string Key = "pandas_categorical:";
        var found = false;
        while (lines.Next() is { } line)
        {
            if (line.StartsWith(Key, StringComparison.Ordinal))
                found = line.AsSpan(Key.Length).Trim() is not ("" or "null" or "[]");
        }

        return found;
    }
}

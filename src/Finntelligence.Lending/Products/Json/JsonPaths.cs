namespace Finntelligence.Lending.Products.Json;

/// <summary>JSON paths as faults name them: <c>applicant[2].range[0]</c>.</summary>
public static class JsonPaths
{
    private const int LongestName = 80;

    /// <summary>The path of a member. A name that is no identifier is quoted: <c>applicant['last amount']</c>; a very long one is cut.</summary>
    public static string Member(string path, string name)
    {
        if (name.Length > LongestName)
            name = name[..LongestName] + "…";
        if (!IsIdentifier(name))
            return $"{path}['{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}']";
        return path.Length == 0 ? name : $"{path}.{name}";
    }

    /// <summary>The path of an array's element.</summary>
    public static string Element(string path, int index) => $"{path}[{index}]";

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '…');
}

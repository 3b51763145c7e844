namespace Finntelligence.Architecture.Tests;

/// <summary>Where in the house a namespace is.</summary>
internal static class Places
{
    public const string House = "Finntelligence";

    /// <summary>Stands for a project's own folder.</summary>
    public const string Root = ".";

    // A folder that holds nothing but folders of equal rank.
    private const string Transparent = "Commands";

    /// <summary>The room and the folder; null outside the house.</summary>
    public static (string Room, string Folder)? Of(string @namespace)
    {
        string[] parts = @namespace.Split('.');
        if (parts.Length < 2 || parts[0] != House)
            return null;
        return (parts[1], parts.Length switch
        {
            2 => Root,
            > 3 when parts[2] == Transparent => $"{parts[2]}/{parts[3]}",
            _ => parts[2],
        });
    }
}

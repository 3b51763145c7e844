using System.Text;

namespace Finntelligence.Architecture.Tests;

/// <summary>The house as text: who may use whom.</summary>
internal static class HouseMap
{
    private const string Begin = "<!-- map: generated, see tests/Finntelligence.Architecture.Tests -->";
    private const string End = "<!-- /map -->";
    private const string Folders = "<!-- folders: generated, see tests/Finntelligence.Architecture.Tests -->";
    private const string FoldersEnd = "<!-- /folders -->";

    /// <summary>A text with the map, and the folders' map where it has a place for it, put in their places.</summary>
    public static string Into(string text)
    {
        text.ShouldContain(Begin);
        text = Replaced(text, Begin, End, Picture());
        return text.Contains(Folders, StringComparison.Ordinal) ? Replaced(text, Folders, FoldersEnd, FolderTable()) : text;
    }

    public static string Text() => Picture() + "\n" + FolderTable();

    // From the roof down: each room stands above all that it uses.
    private static string Picture()
    {
        var picture = new StringBuilder("```\n");
        foreach (Room room in House.Rooms.OrderBy(r => Depth(r.Name)).ThenByDescending(r => House.Rooms.IndexOf(r)))
        {
            string uses = room.Uses.Length == 0 ? "" : $"▸ {string.Join(", ", Direct(room))}";
            picture.Append($"{room.Name,-12}{room.What,-54}{uses}".TrimEnd()).Append('\n');
        }

        return picture.Append("```\n").ToString();
    }

    private static string FolderTable()
    {
        var table = new StringBuilder("| room | folder ▸ the folders of the same room that it uses |\n|---|---|\n");
        foreach (Room room in House.Rooms)
        {
            table.Append($"| {room.Name} | ");
            table.AppendJoin("<br>", room.Folders.Select(f => f.Uses.Length == 0 ? Shown(f.Name) : $"{Shown(f.Name)} ▸ {string.Join(", ", f.Uses.Select(Shown))}"));
            table.Append(" |\n");
        }

        return table.ToString();
    }

    private static string Shown(string folder) => folder == Places.Root ? "(project)" : folder;

    // What is used by way of another room goes without saying.
    private static IEnumerable<string> Direct(Room room) =>
        room.Uses.Where(u => !room.Uses.Any(other => other != u && Reaches(other, u)));

    private static bool Reaches(string from, string to) => House.Of(from).Uses.Any(u => u == to || Reaches(u, to));

    // Floors below the roof.
    private static int Depth(string name) => House.Rooms.Where(r => r.Uses.Contains(name)).Select(r => Depth(r.Name)).Append(-1).Max() + 1;

    private static string Replaced(string text, string begin, string end, string inside)
    {
        int from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        int to = text.IndexOf(end, from, StringComparison.Ordinal);
        return $"{text[..from]}\n{inside}{text[to..]}";
    }
}

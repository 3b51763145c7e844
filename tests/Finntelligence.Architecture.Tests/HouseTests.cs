using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using NetArchTest.Rules;
using Xunit.Abstractions;

namespace Finntelligence.Architecture.Tests;

public sealed class HouseTests(ITestOutputHelper output)
{
    public static TheoryData<string> Rooms => [.. House.Rooms.Select(r => r.Name)];

    [Fact]
    public void Every_project_under_src_is_a_room() =>
        Directory.EnumerateDirectories(Repository.File("src")).Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any())
            .Select(folder => Path.GetFileName(folder)[(Places.House.Length + 1)..])
            .ShouldBe(House.Rooms.Select(r => r.Name), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_no_room_but_those_it_may(string name)
    {
        Room room = House.Of(name);
        string[] others = [.. House.Rooms.Where(r => r != room && !room.Uses.Contains(r.Name)).Select(r => r.Namespace)];

        var result = Types.InAssembly(Assembly.Load(room.Namespace)).ShouldNot().HaveDependencyOnAny(others).GetResult();

        result.IsSuccessful.ShouldBeTrue(string.Join(", ", result.FailingTypeNames ?? []));
        Arrows.All.Where(a => a.From.Room == name && a.To.Room != name && !room.Uses.Contains(a.To.Room)).Select(a => a.ToString()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_folder_uses_no_folder_but_those_it_may(string name)
    {
        Room room = House.Of(name);
        foreach (Folder folder in room.Folders)
        {
            // A folder is within the one above it, so that only the compiled arrows below can tell the two apart.
            string[] others = [.. room.Folders
                .Where(f => f != folder && f.Name != Places.Root && !folder.Uses.Contains(f.Name) && !folder.Name.StartsWith(f.Name + "/", StringComparison.Ordinal))
                .Select(f => $"{room.Namespace}.{f.Name.Replace('/', '.')}")];
            var types = Types.InAssembly(Assembly.Load(room.Namespace)).That().ResideInNamespaceMatching(Within(room, folder));

            var result = types.ShouldNot().HaveDependencyOnAny(others).GetResult();

            result.IsSuccessful.ShouldBeTrue($"{folder.Name}: {string.Join(", ", result.FailingTypeNames ?? [])}");
        }

        Arrows.All.Where(a => a.From.Room == name && a.To.Room == name
            && room.Folders.FirstOrDefault(f => f.Name == a.From.Folder)?.Uses.Contains(a.To.Folder) != true)
            .Select(a => a.ToString()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Every_arrow_that_may_be_is_there(string name)
    {
        Room room = House.Of(name);
        room.Uses.Except(Arrows.All.Where(a => a.From.Room == name).Select(a => a.To.Room)).ShouldBeEmpty("rooms");
        foreach (Folder folder in room.Folders)
        {
            folder.Uses.Except(Arrows.All.Where(a => a.From == (name, folder.Name) && a.To.Room == name).Select(a => a.To.Folder))
                .ShouldBeEmpty($"folders of {folder.Name}");
        }
    }

    [Fact]
    public void No_arrows_make_a_circle()
    {
        Circle(House.Rooms.ToDictionary(r => r.Name, r => r.Uses)).ShouldBeEmpty();
        foreach (Room room in House.Rooms)
            Circle(room.Folders.ToDictionary(f => f.Name, f => f.Uses)).ShouldBeEmpty(room.Name);
    }

    [Fact]
    public void A_circle_is_found()
    {
        Circle(new Dictionary<string, ImmutableArray<string>> { ["a"] = ["b"], ["b"] = ["c"], ["c"] = ["b"], ["d"] = ["a"] })
            .ShouldBe(["b", "c"], ignoreOrder: true);
    }

    /// <summary>With FINNTELLIGENCE_WRITE_MAP set, the map in the files is written anew.</summary>
    [Theory]
    [InlineData("src/README.md")]
    [InlineData("README.md")]
    public void The_map_in_the_readme_is_the_house(string file)
    {
        output.WriteLine(HouseMap.Text());
        string path = Repository.File(file);
        string text = File.ReadAllText(path);
        string expected = HouseMap.Into(text);
        if (Environment.GetEnvironmentVariable("FINNTELLIGENCE_WRITE_MAP") is { Length: > 0 })
            File.WriteAllText(path, expected);
        else
            text.ShouldBe(expected, "FINNTELLIGENCE_WRITE_MAP=1 dotnet test tests/Finntelligence.Architecture.Tests writes it");
    }

    // What lies on a circle or between circles: what is left when everything without a use, and everything unused, is taken away.
    private static string[] Circle(IReadOnlyDictionary<string, ImmutableArray<string>> uses)
    {
        var left = uses.Keys.ToHashSet();
        while (left.RemoveWhere(n => !uses[n].Any(left.Contains) || !left.Any(other => uses[other].Contains(n))) > 0)
        {
        }

        return [.. left];
    }

    private static string Within(Room room, Folder folder)
    {
        string start = "^" + Regex.Escape(room.Namespace);
        return folder.Name switch
        {
            Places.Root => start + "$",
            // The shell, but not the commands in the folders.
            "Commands" => start + "\\.Commands$",
            _ => start + "\\." + Regex.Escape(folder.Name.Replace('/', '.')) + "(\\.|$)",
        };
    }
}

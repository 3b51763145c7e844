using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Finntelligence.Architecture.Tests;

/// <summary>
/// Every use that the compiled house shows, method bodies, type arguments and attributes included, and every using directive of its
/// source: of a constant nothing is left in the compiled code.
/// </summary>
internal static partial class Arrows
{
    /// <summary>Read once for all tests.</summary>
    public static ImmutableArray<Arrow> All { get; } = [.. House.Rooms.SelectMany(room => Compiled(room).Concat(Written(room)))];

    private static IEnumerable<Arrow> Compiled(Room room)
    {
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        // Attributes are read whole, so that the frameworks' own types must be found too.
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        resolver.AddSearchDirectory(Path.GetDirectoryName(Assembly.Load("Microsoft.AspNetCore").Location));
        using var module = ModuleDefinition.ReadModule(
            Assembly.Load(room.Namespace).Location, new ReaderParameters { AssemblyResolver = resolver });
        return [.. module.GetTypes().Where(type => Places.Of(Outermost(type).Namespace) is not null).SelectMany(type =>
            from used in new UsedTypes(type).All.Select(Outermost).Distinct()
            let to = Places.Of(used.Namespace)
            where to is not null && to != Places.Of(Outermost(type).Namespace)
            select new Arrow(Places.Of(Outermost(type).Namespace)!.Value, to.Value, $"{Outermost(type).Name} uses {used.Name}"))];
    }

    private static IEnumerable<Arrow> Written(Room room)
    {
        string folder = Repository.File($"src/{room.Namespace}");
        return
            from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            where !Path.GetRelativePath(folder, file).StartsWith("obj", StringComparison.Ordinal)
            let text = File.ReadAllText(file)
            let own = Namespace().Match(text)
            where own.Success
            let origin = Places.Of(own.Groups[1].Value)
            from Match line in Using().Matches(text)
            let to = Places.Of(line.Groups[1].Value)
            where to is not null && origin is not null && to != origin
            select new Arrow(origin.Value, to.Value, Path.GetFileName(file));
    }

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using (Finntelligence[\w.]*);", RegexOptions.Multiline)]
    private static partial Regex Using();
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Finntelligence.Lending.Loading.Reference;

/// <summary>Writes data/product.md: every member of product.json in tables.</summary>
public static class ReferencePage
{
    /// <summary>The page as a file holds it.</summary>
    public static string Text()
    {
        var page = new StringBuilder(
            """
            # product.json, member by member

            Generated from what the loader knows, as [product.schema.json](product.schema.json) is, which gives an editor completion and these texts. `product check` names
            every fault of a definition with its line. A member `note` may stand in every object; nothing reads it. Members that may be left out may also be null.


            """);
        Write(page, "product.json", "", ProductReference.Product);
        return page.ToString().ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
    }

    private static void Write(StringBuilder page, string title, string about, ObjectShape shape)
    {
        page.Append(CultureInfo.InvariantCulture, $"## {title}\n\n");
        if (about.Length > 0)
            page.Append(about).Append("\n\n");
        page.Append("| member | type | left out | meaning | example |\n|---|---|---|---|---|\n");
        foreach (var member in shape.Members)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{member.Name}` | {Type(member.Shape)} | {LeftOut(member)} | {Cell(member.Description)} | ");
            page.Append(member.Example is null ? "" : $"`{Cell(member.Example)}`").Append(" |\n");
        }

        page.Append('\n');
        foreach (var group in shape.ExactlyOne.Where(g => g.Length > 1))
            page.Append(CultureInfo.InvariantCulture, $"Exactly one of {string.Join(", ", group.Select(n => $"`{n}`"))} must be there.\n\n");
        foreach (var member in shape.Members)
        {
            foreach (var inner in Inner(member.Shape))
                Write(page, title == "product.json" ? member.Name : $"{title}.{member.Name}", member.Description, inner);
        }
    }

    private static string LeftOut(Member member) => member.Required ? "must be there" : member.Default is { } value ? Cell(value) : "";

    // The objects within, through lists and maps. Directions and reasons look the same everywhere and are told once.
    private static ImmutableArray<ObjectShape> Inner(Shape shape) => shape switch
    {
        ObjectShape o => [o],
        ListShape l => Inner(l.Items),
        MapShape m => Inner(m.Values),
        EitherShape e => [.. e.Shapes.SelectMany(s => Inner(s))],
        _ => [],
    };

    private static string Type(Shape shape) => shape switch
    {
        ObjectShape => "object",
        MapShape m => $"object, by {m.Names}: {Type(m.Values)}",
        ListShape { Most: { } most } l when most == l.Least => $"list of {most}: {Type(l.Items)}",
        ListShape l => $"list{(l.Least > 0 ? $" of {l.Least} or more" : "")}: {Type(l.Items)}",
        TextShape => "text",
        ChoiceShape c => string.Join(", ", c.Words.Select(w => w == "\t" ? "`\"\\t\"`" : $"`\"{Cell(w)}\"`")),
        NumberShape n => Type(n),
        FlagShape => "true or false",
        ChoiceTrue => "`true`",
        EitherShape e => string.Join(" or ", e.Shapes.Select(Type)),
        _ => "a value of the feature",
    };

    private static string Type(NumberShape shape)
    {
        string[] bounds =
        [
            .. shape.Above is { } above ? [$"above {Figure(above)}"] : Array.Empty<string>(),
            .. shape.Least is { } least and > -NumberLimits.GreatestValue ? [$"{Figure(least)} or more"] : Array.Empty<string>(),
            .. shape.Most is { } most and < 1_000_000 ? [$"at most {Figure(most)}"] : Array.Empty<string>(),
        ];
        return (shape.Integer ? "whole number" : "number") + (bounds.Length > 0 ? $", {string.Join(", ", bounds)}" : "");
    }

    private static string Figure(decimal value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}

using System.Text.Json;

namespace Finntelligence.Lending.Products.Json;

/// <summary>Words and texts of JSON elements, safe for whatever a client can send.</summary>
public static class JsonText
{
    /// <summary>Stands for a text that is not Unicode, such as a lone surrogate. No declared name or value can contain it.</summary>
    public const string NotUnicode = "\uFFFD";

    /// <summary>Whether the text of a string is Unicode.</summary>
    public static bool IsUnicode(JsonElement element) => CanRead(() => element.GetString());

    /// <summary>Whether the name of a member is Unicode.</summary>
    public static bool IsUnicode(JsonProperty member) => CanRead(() => member.Name);

    /// <summary>The text of a string; <see cref="NotUnicode"/> where <see cref="JsonElement.GetString"/> would throw.</summary>
    public static string Of(JsonElement element)
    {
        try
        {
            return element.GetString() ?? NotUnicode;
        }
        catch (InvalidOperationException)
        {
            return NotUnicode;
        }
    }

    /// <summary>The name of a member; <see cref="NotUnicode"/> where <see cref="JsonProperty.Name"/> would throw.</summary>
    public static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return NotUnicode;
        }
    }

    private static bool CanRead(Func<string?> read)
    {
        try
        {
            read();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>What an element is, for a sentence: "a string", "an array", "null".</summary>
    public static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "null",
        _ => "nothing",
    };
}

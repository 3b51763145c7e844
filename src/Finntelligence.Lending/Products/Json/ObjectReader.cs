using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Finntelligence.Lending.Products.Json;

/// <summary>
/// Reads the members of one JSON object. Whatever is wrong becomes a <see cref="Fault"/> and a harmless value is returned, so that
/// one pass finds every fault; the values mean nothing once there is one. <see cref="Close"/> reports members nobody asked for.
/// A member named <c>note</c> may stand in any object and is for people only, since JSON has no comments.
/// </summary>
internal sealed class ObjectReader
{
    public const string Note = "note";

    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal) { Note };
    private readonly bool _isObject;

    public ObjectReader(JsonElement element, string path, ICollection<Fault> faults)
    {
        Path = path;
        Faults = faults;
        _isObject = element.ValueKind == JsonValueKind.Object;
        if (!_isObject)
        {
            faults.Add(new Fault(path, $"Must be an object, not {JsonText.Describe(element.ValueKind)}."));
            return;
        }
        foreach (var member in element.EnumerateObject())
        {
            var name = JsonText.NameOf(member);
            if (!_members.TryAdd(name, member.Value))
                AddFault(name, "Stands here more than once.");
        }
    }

    public string Path { get; }

    public ICollection<Fault> Faults { get; }

    /// <summary>The names of the members, in the order of the document.</summary>
    public IEnumerable<string> Names => _members.Keys;

    public string PathOf(string name) => JsonPaths.Member(Path, name);

    public void AddFault(string name, string message) => Faults.Add(new Fault(PathOf(name), message));

    /// <summary>Whether the member is there and not null.</summary>
    public bool Has(string name) => Optional(name) is not null;

    /// <summary>The member; null if it is absent or null.</summary>
    public JsonElement? Optional(string name)
    {
        _asked.Add(name);
        return _members.TryGetValue(name, out var element) && element.ValueKind != JsonValueKind.Null ? element : null;
    }

    /// <summary>The member; null, with a fault, if it is absent or null.</summary>
    public JsonElement? Required(string name)
    {
        var element = Optional(name);
        if (element is null && _isObject)
            AddFault(name, _members.ContainsKey(name) ? "Must not be null." : "Is missing.");
        return element;
    }

    public string Text(string name) => AsText(name, Required(name)) ?? "";

    public string? OptionalText(string name) => AsText(name, Optional(name));

    public bool Flag(string name) => AsFlag(name, Required(name));

    public bool OptionalFlag(string name) => AsFlag(name, Optional(name));

    public decimal Number(string name) => AsNumber(name, Required(name)) ?? 0;

    public decimal? OptionalNumber(string name) => AsNumber(name, Optional(name));

    public int Integer(string name) => Required(name) is { } element ? AsInteger(element, PathOf(name), Faults) ?? 0 : 0;

    /// <summary>A member of an enumeration, written in camelCase.</summary>
    public T Choice<T>(string name) where T : struct, Enum =>
        Required(name) is { } element ? AsChoice<T>(element, PathOf(name), Faults) ?? default : default;

    public T OptionalChoice<T>(string name, T fallback) where T : struct, Enum =>
        Optional(name) is { } element ? AsChoice<T>(element, PathOf(name), Faults) ?? fallback : fallback;

    /// <summary>A reader of a member that must be there; null, with a fault, if it is not.</summary>
    public ObjectReader? Object(string name) =>
        Required(name) is { } element ? new ObjectReader(element, PathOf(name), Faults) : null;

    public ObjectReader? OptionalObject(string name) =>
        Optional(name) is { } element ? new ObjectReader(element, PathOf(name), Faults) : null;

    /// <summary>The elements of an array that must be there, each with its path.</summary>
    public ImmutableArray<(JsonElement Value, string Path)> Array(string name) =>
        Required(name) is { } element ? AsArray(element, PathOf(name), Faults) : [];

    public ImmutableArray<(JsonElement Value, string Path)> OptionalArray(string name) =>
        Optional(name) is { } element ? AsArray(element, PathOf(name), Faults) : [];

    /// <summary>Texts, none blank and none twice. One with a fault is kept as "" so that positions stay.</summary>
    public ImmutableArray<string> Texts(string name, bool required = true)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. (required ? Array(name) : OptionalArray(name)).Select(item =>
        {
            var text = AsText(item.Value, item.Path, Faults) ?? "";
            if (text.Length > 0 && !seen.Add(text))
                Faults.Add(new Fault(item.Path, $"\"{text}\" is listed twice."));
            return text;
        })];
    }

    /// <summary>Reports the members nobody asked for.</summary>
    public void Close()
    {
        foreach (var name in _members.Keys.Where(name => !_asked.Contains(name)))
            AddFault(name, "Is not known here." + NearestName.Hint(name, _asked));
    }

    public static ImmutableArray<(JsonElement Value, string Path)> AsArray(JsonElement element, string path, ICollection<Fault> faults)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return [.. element.EnumerateArray().Select((item, i) => (item, JsonPaths.Element(path, i)))];
        faults.Add(new Fault(path, $"Must be an array, not {JsonText.Describe(element.ValueKind)}."));
        return [];
    }

    public static decimal? AsNumber(JsonElement element, string path, ICollection<Fault> faults)
    {
        if (element.ValueKind != JsonValueKind.Number)
            faults.Add(new Fault(path, $"Must be a number, not {JsonText.Describe(element.ValueKind)}."));
        else if (element.TryGetDecimal(out var value))
            return value;
        else
            faults.Add(new Fault(path, "Is too large a number."));
        return null;
    }

    public static int? AsInteger(JsonElement element, string path, ICollection<Fault> faults)
    {
        if (AsNumber(element, path, faults) is not { } value)
            return null;
        if (value == decimal.Truncate(value) && value is >= int.MinValue and <= int.MaxValue)
            return (int)value;
        faults.Add(new Fault(path, string.Create(CultureInfo.InvariantCulture, $"Must be a whole number, not {value}.")));
        return null;
    }

    public static T? AsChoice<T>(JsonElement element, string path, ICollection<Fault> faults) where T : struct, Enum
    {
        if (AsText(element, path, faults) is not { } text)
            return null;
        foreach (var value in Enum.GetValues<T>())
            if (JsonNamingPolicy.CamelCase.ConvertName(value.ToString()) == text)
                return value;
        var choices = Enum.GetNames<T>().Select(n => $"\"{JsonNamingPolicy.CamelCase.ConvertName(n)}\"");
        faults.Add(new Fault(path, $"Must be one of {string.Join(", ", choices)}, not \"{text}\"."));
        return null;
    }

    public static string? AsText(JsonElement element, string path, ICollection<Fault> faults)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            faults.Add(new Fault(path, $"Must be a string, not {JsonText.Describe(element.ValueKind)}."));
            return null;
        }
        var text = JsonText.Of(element);
        if (text == JsonText.NotUnicode)
            faults.Add(new Fault(path, "Is not valid Unicode."));
        else if (string.IsNullOrWhiteSpace(text))
            faults.Add(new Fault(path, "Must not be blank."));
        else if (text != text.Trim())
            faults.Add(new Fault(path, "Must not begin or end with white space."));
        else
            return text;
        return null;
    }

    private string? AsText(string name, JsonElement? element) => element is { } e ? AsText(e, PathOf(name), Faults) : null;

    private decimal? AsNumber(string name, JsonElement? element) => element is { } e ? AsNumber(e, PathOf(name), Faults) : null;

    private bool AsFlag(string name, JsonElement? element)
    {
        if (element is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) } e)
            AddFault(name, $"Must be true or false, not {JsonText.Describe(e.ValueKind)}.");
        return element is { ValueKind: JsonValueKind.True };
    }
}

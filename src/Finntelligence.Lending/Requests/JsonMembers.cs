using System.Collections.Immutable;
using System.Text.Json;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Requests;

/// <summary>
/// The members of one JSON object of a request. Members that are unknown, repeated or of the wrong type become faults; asked for,
/// those are null like absent ones, so that one pass finds every fault that is reported.
/// </summary>
internal sealed class JsonMembers
{
    private readonly ImmutableArray<string> _known;
    // Of each known name; undefined where it is absent.
    private readonly JsonElement[] _members;
    private readonly string _path;
    private readonly ICollection<Fault> _faults;

    /// <param name="json">Any JSON value.</param>
    /// <param name="path">Where it stands; empty for the whole document.</param>
    /// <param name="known">The names it may have.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public JsonMembers(JsonElement json, string path, ImmutableArray<string> known, ICollection<Fault> faults)
    {
        _known = known;
        _members = new JsonElement[known.Length];
        _path = path;
        _faults = faults;
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new Fault(path, $"Must be an object, not {JsonText.Describe(json.ValueKind)}."));
            return;
        }
        foreach (var member in json.EnumerateObject())
        {
            if (faults.Count > Fault.MostReported)
                return;
            var name = JsonText.NameOf(member);
            var position = known.IndexOf(name);
            if (position < 0)
                Refuse(name, "Is not known here." + NearestName.Hint(name, known));
            else if (_members[position].ValueKind != JsonValueKind.Undefined)
                Refuse(name, "Stands here more than once.");
            else
                _members[position] = member.Value;
        }
    }

    /// <summary>A member of any type; null if it is absent, while JSON's null is an element.</summary>
    public JsonElement? Any(string name) => _members[_known.IndexOf(name)] is { ValueKind: not JsonValueKind.Undefined } member ? member : null;

    /// <summary>An optional member: null if it is absent or JSON's null.</summary>
    public JsonElement? Optional(string name) => Any(name) is { ValueKind: not JsonValueKind.Null } member ? member : null;

    public decimal? Number(string name) => Optional(name) is { } json ? Noted(name, Number(json, out var fault), fault) : null;

    public int? Integer(string name) => Optional(name) is { } json ? Noted(name, Integer(json, out var fault), fault) : null;

    public bool? Flag(string name)
    {
        if (Optional(name) is not { } json)
            return null;
        if (json.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return json.GetBoolean();
        Refuse(name, $"Must be true or false, not {JsonText.Describe(json.ValueKind)}.");
        return null;
    }

    public string? Text(string name)
    {
        if (Optional(name) is not { } json)
            return null;
        if (json.ValueKind == JsonValueKind.String)
            return JsonText.Of(json);
        Refuse(name, $"Must be a string, not {JsonText.Describe(json.ValueKind)}.");
        return null;
    }

    /// <summary>An array of whole numbers. One with a fault is null, so that positions stay.</summary>
    public ImmutableArray<int?>? Integers(string name)
    {
        if (Optional(name) is not { } json)
            return null;
        if (json.ValueKind != JsonValueKind.Array)
        {
            Refuse(name, $"Must be an array, not {JsonText.Describe(json.ValueKind)}.");
            return null;
        }

        var numbers = ImmutableArray.CreateBuilder<int?>(json.GetArrayLength());
        foreach (var item in json.EnumerateArray())
        {
            if (_faults.Count > Fault.MostReported)
                break;
            var number = Integer(item, out var fault);
            if (fault is not null)
                _faults.Add(new Fault(JsonPaths.Element(PathOf(name), numbers.Count), fault));
            numbers.Add(number);
        }

        return numbers.DrainToImmutable();
    }

    public string PathOf(string name) => JsonPaths.Member(_path, name);

    private void Refuse(string name, string message) => _faults.Add(new Fault(PathOf(name), message));

    // The path is made where there is a fault: nearly never.
    private T? Noted<T>(string name, T? value, string? fault)
        where T : struct
    {
        if (fault is not null)
            Refuse(name, fault);
        return value;
    }

    private static int? Integer(JsonElement json, out string? fault)
    {
        if (Number(json, out fault) is not { } number)
            return null;
        if (number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue)
            return (int)number;
        fault = "Must be a whole number.";
        return null;
    }

    private static decimal? Number(JsonElement json, out string? fault)
    {
        fault = null;
        if (json.ValueKind != JsonValueKind.Number)
            fault = $"Must be a number, not {JsonText.Describe(json.ValueKind)}.";
        else if (json.TryGetDecimal(out var number))
            return number;
        else
            fault = "Is too large a number.";
        return null;
    }
}

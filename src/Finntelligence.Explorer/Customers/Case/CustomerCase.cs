using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Finntelligence.Lending.Requests;
using Microsoft.AspNetCore.WebUtilities;

namespace Finntelligence.Explorer.Customers.Case;

/// <summary>
/// What was typed, by the names of the fields: numbers with a point whatever the language, anything else as it was typed. The whole of it lies in the
/// address and nowhere else. Immutable.
/// </summary>
/// <param name="Values">None is empty.</param>
public sealed record CustomerCase(ImmutableSortedDictionary<string, string> Values)
{
    // What an address may hold of one field; no honest value is longer.
    private const int MostCharacters = 100;

    /// <summary>Nothing was typed.</summary>
    public static CustomerCase Empty { get; } = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>Whether nothing was typed.</summary>
    public bool IsEmpty => Values.IsEmpty;

    /// <summary>The value of a field; empty for none.</summary>
    public string this[string name] => Values.GetValueOrDefault(name, "");

    /// <summary>The case with another value; an empty one takes it out.</summary>
    public CustomerCase With(string name, string? value) =>
        new(string.IsNullOrWhiteSpace(value) ? Values.Remove(name) : Values.SetItem(name, value.Length > MostCharacters ? value[..MostCharacters] : value));

    /// <summary>The case of an address; what the form does not know is left out.</summary>
    public static CustomerCase OfAddress(string address, CaseForm form)
    {
        var query = QueryHelpers.ParseQuery(address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? address[at..].Split('#')[0] : "");
        return form.All.Aggregate(Empty, (known, field) => query.TryGetValue(field.Name, out var values) ? known.With(field.Name, values[0]) : known);
    }

    /// <summary>The part of the address after the page's own; empty for an empty case.</summary>
    public string ToQuery(CaseForm form) => QueryHelpers.AddQueryString("", form.All.Where(f => Values.ContainsKey(f.Name)).Select(f => KeyValuePair.Create(f.Name, (string?)Values[f.Name])));

    /// <summary>The body that a client of <c>/predict</c> would send for it, so that the same rules read both.</summary>
    public byte[] ToRequest(CaseForm form, int alternatives)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject(PredictMembers.Applicant);
            foreach (var field in form.Customer)
                Write(json, field, field.Name);
            json.WriteEndObject();
            foreach (var field in form.Wish.Where(f => !IsLimit(f)))
                Write(json, field, field.Path);
            json.WriteStartObject(PredictMembers.Constraints);
            foreach (var field in form.Wish.Where(IsLimit))
                Write(json, field, field.Path[(PredictMembers.Constraints.Length + 1)..]);
            json.WriteEndObject();
            json.WriteNumber(PredictMembers.Alternatives, alternatives);
            json.WriteBoolean(PredictMembers.Explain, true);
            json.WriteBoolean(PredictMembers.Schedule, true);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static bool IsLimit(CaseField field) => field.Path.StartsWith(PredictMembers.Constraints + ".", StringComparison.Ordinal);

    private void Write(Utf8JsonWriter json, CaseField field, string member)
    {
        if (!Values.TryGetValue(field.Name, out var value))
            return;
        json.WritePropertyName(member);
        // What is no number is sent as it was typed, so that the fault names it.
        if (field.Kind is not FieldKind.Choice && NumberEntry.IsJson(value))
            json.WriteRawValue(value);
        else if (field.Kind == FieldKind.Boolean && value is "true" or "false")
            json.WriteBooleanValue(value == "true");
        else
            json.WriteStringValue(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value)));
    }
}

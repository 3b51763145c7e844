using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Finntelligence.Decisions.Records;
using Finntelligence.Lending.Products;

namespace Finntelligence.Decisions.Outcomes;

/// <summary>What reading an event came to: an event, or at least one fault.</summary>
/// <param name="Event">Null with a fault.</param>
/// <param name="Faults">Every fault under its JSON path; the path is empty for the whole document.</param>
public sealed record OutcomeReading(OutcomeEvent? Event, ImmutableArray<Fault> Faults);

/// <summary>Reads the JSON of an event; every fault at once.</summary>
public static class OutcomeReader
{
    public const string DecisionId = "decisionId";
    public const string Outcome = "outcome";
    public const string At = "at";
    public const string EventId = "eventId";
    public const string Amount = "amount";
    public const string Days = "days";
    public const string Corrects = "corrects";

    /// <summary>Characters of an event's name.</summary>
    public const int LongestEventId = 100;

    private const double GreatestAmount = 1e12;
    private const int GreatestDays = 36_500;

    private static readonly ImmutableArray<string> Members = [DecisionId, Outcome, At, EventId, Amount, Days, Corrects];

    // A clock may be a little ahead of ours.
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    /// <summary>Never throws for anything a client can send.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="now">When it came.</param>
    /// <param name="caller">Who sent it.</param>
    public static OutcomeReading Read(ReadOnlyMemory<byte> json, DateTimeOffset now, string? caller)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return Refuse("", "Must be an object.");
            var faults = ImmutableArray.CreateBuilder<Fault>();
            var read = Read(document.RootElement, now, caller, faults);
            return new OutcomeReading(faults.Count == 0 ? read : null, faults.ToImmutable());
        }
        catch (JsonException fault)
        {
            return Refuse("", $"Is not JSON that can be read, or names a member twice: see line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            return Refuse("", "A text in it is not Unicode.");
        }
    }

    private static OutcomeReading Refuse(string path, string message) => new(null, [new Fault(path, message)]);

    private static OutcomeEvent Read(JsonElement json, DateTimeOffset now, string? caller, ImmutableArray<Fault>.Builder faults)
    {
        foreach (var member in json.EnumerateObject().Where(m => !Members.Contains(m.Name)))
            faults.Add(new Fault(member.Name, $"There is no such member; there are {string.Join(", ", Members)}."));
        var decision = Guid.Empty;
        if (Text(json, DecisionId, faults, required: true) is { } id && !Guid.TryParseExact(id, "D", out decision))
            faults.Add(new Fault(DecisionId, "Must be the id of a decision, as its answer named it."));
        var outcome = Text(json, Outcome, faults, required: true) ?? "";
        if (outcome.Length > 0 && !OutcomeNames.All.Contains(outcome))
            faults.Add(new Fault(Outcome, $"Must be one of {string.Join(", ", OutcomeNames.All)}."));
        var at = Time(json, now, faults);
        var amount = Number(json, Amount, GreatestAmount, faults);
        var days = Number(json, Days, GreatestDays, faults);
        if (days is { } d && d != Math.Floor(d))
            faults.Add(new Fault(Days, "Must be a whole number."));
        var corrects = Name(json, Corrects, faults);
        var one = new OutcomeEvent("", decision.ToString(), outcome, at, Moments.Of(now), amount, (long?)days, corrects, caller);
        var named = Name(json, EventId, faults);
        if (named is not null && named == corrects)
            faults.Add(new Fault(Corrects, "An event cannot correct itself."));
        return one with { Id = named ?? NameOf(one) };
    }

    // The same content is the same event, however often it comes.
    private static string NameOf(OutcomeEvent one) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{one.Decision}\n{one.Outcome}\n{one.At}\n{one.Amount}\n{one.Days}\n{one.Corrects}"))))[..40];

    private static long Time(JsonElement json, DateTimeOffset now, ImmutableArray<Fault>.Builder faults)
    {
        if (Text(json, At, faults, required: true) is not { } text)
            return 0;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) || !text.Contains('-'))
            faults.Add(new Fault(At, "Must be a time of ISO 8601, as 2026-03-01T12:00:00Z."));
        else if (time > now + Ahead)
            faults.Add(new Fault(At, "Is in the future."));
        return Moments.Of(time);
    }

    private static string? Name(JsonElement json, string name, ImmutableArray<Fault>.Builder faults)
    {
        var text = Text(json, name, faults, required: false);
        if (text is { Length: 0 or > LongestEventId } || text?.Any(char.IsControl) == true)
            faults.Add(new Fault(name, $"Must have 1 to {LongestEventId} characters, none of them a control character."));
        return text;
    }

    private static string? Text(JsonElement json, string name, ImmutableArray<Fault>.Builder faults, bool required)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            if (required)
                faults.Add(new Fault(name, "Is required."));
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
            return value.GetString();
        faults.Add(new Fault(name, "Must be a text."));
        return null;
    }

    private static double? Number(JsonElement json, string name, double greatest, ImmutableArray<Fault>.Builder faults)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= 0 && number <= greatest)
            return number;
        faults.Add(new Fault(name, string.Create(CultureInfo.InvariantCulture, $"Must be a number from 0 to {greatest:0}.")));
        return null;
    }
}

using System.Collections.Immutable;
using System.Text.Json;

namespace Finntelligence.Trees.Calibration;

/// <summary>
/// Calibrators in artifacts: <c>{"kind":"platt","a":…,"b":…}</c>, <c>{"kind":"isotonic","scores":[…],"probabilities":[…]}</c>
/// or <c>{"kind":"xgboost"}</c>, the fixed link of an imported model. Numbers are the shortest text that reads back to the same bits.
/// </summary>
public static class CalibratorJson
{
    /// <summary>Writes one object.</summary>
    /// <exception cref="ArgumentException">A calibrator of another type.</exception>
    public static void Write(ICalibrator calibrator, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        switch (calibrator)
        {
            case PlattCalibrator platt:
                writer.WriteString("kind", "platt");
                writer.WriteNumber("a", platt.A);
                writer.WriteNumber("b", platt.B);
                break;
            case IsotonicCalibrator isotonic:
                writer.WriteString("kind", "isotonic");
                writer.WriteStartArray("scores");
                foreach (var score in isotonic.Scores)
                    writer.WriteNumberValue(score);
                writer.WriteEndArray();
                writer.WriteStartArray("probabilities");
                foreach (var probability in isotonic.Probabilities)
                    writer.WriteNumberValue(probability);
                writer.WriteEndArray();
                break;
            case XGBoostSigmoid:
                writer.WriteString("kind", "xgboost");
                break;
            default:
                throw new ArgumentException($"There is no stored form of {calibrator.GetType().Name}.", nameof(calibrator));
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidCalibratorException">Missing, unknown or wrong members; the message names them.</exception>
    public static ICalibrator Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new InvalidCalibratorException($"The calibrator is {Name(element)}, not an object.");
        try
        {
            var kind = Member(element, "kind");
            if (kind.ValueKind != JsonValueKind.String)
                throw new InvalidCalibratorException($"kind is {Name(kind)}, not a string.");
            return kind.ValueEquals("platt") ? ReadPlatt(element)
                : kind.ValueEquals("isotonic") ? ReadIsotonic(element)
                : kind.ValueEquals("xgboost") ? ReadXGBoost(element)
                : throw new InvalidCalibratorException($"kind is {kind.GetRawText()}, not \"platt\", \"isotonic\" or \"xgboost\".");
        }
        catch (ArgumentException fault)
        {
            throw new InvalidCalibratorException(fault.Message);
        }
        catch (InvalidOperationException)
        {
            // How JsonElement refuses an escaped half of a surrogate pair.
            throw new InvalidCalibratorException("A name or a text in the calibrator is not valid Unicode.");
        }
    }

    private static PlattCalibrator ReadPlatt(JsonElement element)
    {
        OnlyMembers(element, "kind", "a", "b");
        return new PlattCalibrator(Double(Member(element, "a"), "a"), Double(Member(element, "b"), "b"));
    }

    private static IsotonicCalibrator ReadIsotonic(JsonElement element)
    {
        OnlyMembers(element, "kind", "scores", "probabilities");
        return new IsotonicCalibrator(Items(element, "scores", Single), Items(element, "probabilities", Double));
    }

    private static XGBoostSigmoid ReadXGBoost(JsonElement element)
    {
        OnlyMembers(element, "kind");
        return new XGBoostSigmoid();
    }

    private static ImmutableArray<T> Items<T>(JsonElement element, string name, Func<JsonElement, string, T> read)
    {
        var array = Member(element, name);
        if (array.ValueKind != JsonValueKind.Array)
            throw new InvalidCalibratorException($"{name} is {Name(array)}, not an array.");
        return [.. array.EnumerateArray().Select((item, i) => read(item, $"{name}[{i}]"))];
    }

    private static double Double(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw new InvalidCalibratorException($"{path} is {Name(element)}, not a finite number.");

    private static float Single(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetSingle(out var number) && float.IsFinite(number)
            ? number
            : throw new InvalidCalibratorException($"{path} is {Name(element)}, not a finite float32.");

    private static JsonElement Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) ? member : throw new InvalidCalibratorException($"{name} is missing.");

    private static void OnlyMembers(JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var property in element.EnumerateObject())
        {
            var known = false;
            foreach (var name in names)
                known |= property.NameEquals(name);
            if (!known)
                throw new InvalidCalibratorException($"{property} is not a member of this kind of calibrator.");
        }
    }

    private static string Name(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => $"the number {element.GetRawText()}",
        JsonValueKind.Undefined => "nothing",
        var literal => literal.ToString().ToLowerInvariant(),
    };
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Evidence.Evaluation.Results;

/// <summary>models/&lt;product&gt;/evaluation.json: aggregates only, never a row.</summary>
public static class EvaluationJson
{
    /// <summary>The file's name.</summary>
    public const string FileName = "evaluation.json";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new RoundedNumber() },
    };

    /// <summary>Where it lies.</summary>
    public static string PathOf(Workspace workspace, string product) => Path.Combine(workspace.ModelFolder(product), FileName);

    /// <summary>The document's text.</summary>
    public static string Text(PolicyEvaluation evaluation) => JsonSerializer.Serialize(evaluation, Options) + "\n";

    /// <summary>Writes it whole or not at all.</summary>
    public static void Write(string path, PolicyEvaluation evaluation) => AtomicFile.WriteAllText(path, Text(evaluation));

    /// <summary>Reads it.</summary>
    /// <exception cref="DataFaultException">It is no evaluation of this format.</exception>
    public static PolicyEvaluation Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<PolicyEvaluation>(stream, Options) is { Format: 1 } evaluation
                ? evaluation
                : throw new DataFaultException($"{path} is no evaluation of format 1.");
        }
        catch (JsonException fault)
        {
            throw new DataFaultException(fault.Message, fault, where: path);
        }
    }

    // Six significant digits: the last bits of a logarithm differ between machines, and nobody reads more.
    private sealed class RoundedNumber : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(double.IsFinite(value) ? decimal.Parse(value.ToString("G6", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture) : 0m);
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Evidence.Rehearsed;

/// <summary>models/&lt;product&gt;/experiment-rehearsal.json.</summary>
internal static class RehearsalFile
{
    private const int Format = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>Where a product's lies.</summary>
    public static string PathOf(Workspace workspace, string product) => Path.Combine(workspace.ModelFolder(product), "experiment-rehearsal.json");

    /// <summary>Writes it.</summary>
    public static void Write(string path, RehearsalResult result) => AtomicFile.WriteAllText(path, JsonSerializer.Serialize(result, Json) + "\n");

    /// <summary>What was rehearsed; null where nobody did.</summary>
    /// <exception cref="DataFaultException">The file is damaged, or of another program.</exception>
    public static RehearsalResult? Find(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<RehearsalResult>(Utf8File.ReadAllBytes(path), Json) is { Format: Format } result
                ? result
                : throw new DataFaultException($"{path} is of another version of the program. Rehearse anew: experiment rehearse.");
        }
        catch (JsonException fault)
        {
            throw new DataFaultException($"{path} is damaged: {fault.Message} Rehearse anew: experiment rehearse.", fault);
        }
    }
}

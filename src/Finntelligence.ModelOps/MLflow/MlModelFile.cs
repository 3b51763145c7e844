using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Finntelligence.ModelOps.Yaml;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>The <c>MLmodel</c> file beside a model, by which MLflow knows what it is and what it takes.</summary>
/// <param name="Flavor">The flavor's name.</param>
/// <param name="FlavorMembers">What the flavor says, as the model's file and kind.</param>
/// <param name="ModelId">32 hex digits that name the model.</param>
/// <param name="Created">When it was trained.</param>
/// <param name="Inputs">What goes in, in order.</param>
/// <param name="Outputs">What comes out, in order.</param>
public sealed record MlModelFile(
    string Flavor,
    IReadOnlyDictionary<string, string> FlavorMembers,
    string ModelId,
    DateTimeOffset Created,
    IReadOnlyList<SignatureColumn> Inputs,
    IReadOnlyList<SignatureColumn> Outputs)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "MLmodel";

    // The version whose format this is. Readers compare it; nothing of that version is used.
    private const string FormatVersion = "2.17.2";

    /// <summary>The run that made the model, when it is known to the server.</summary>
    public string? RunId { get; init; }

    /// <summary>The folder of the model below the run's artifacts.</summary>
    public string ArtifactFolder { get; init; } = "model";

    /// <summary>The file's text.</summary>
    public string ToYaml()
    {
        var yaml = new StringBuilder();
        Line("artifact_path", ArtifactFolder);
        yaml.Append("flavors:\n  ").Append(YamlText.Scalar(Flavor)).Append(":\n");
        foreach (var (key, value) in FlavorMembers.OrderBy(member => member.Key, StringComparer.Ordinal))
            yaml.Append(CultureInfo.InvariantCulture, $"    {YamlText.Scalar(key)}: {YamlText.Scalar(value)}\n");
        Line("mlflow_version", FormatVersion);
        Line("model_uuid", ModelId);
        if (RunId is not null)
            Line("run_id", RunId);
        yaml.Append("signature:\n");
        yaml.Append(CultureInfo.InvariantCulture, $"  inputs: {YamlText.SingleQuoted(Columns(Inputs))}\n");
        yaml.Append(CultureInfo.InvariantCulture, $"  outputs: {YamlText.SingleQuoted(Columns(Outputs))}\n");
        yaml.Append("  params: null\n");
        yaml.Append(CultureInfo.InvariantCulture, $"utc_time_created: '{Created.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}'\n");
        return yaml.ToString();

        void Line(string key, string value) => yaml.Append(CultureInfo.InvariantCulture, $"{key}: {YamlText.Scalar(value)}\n");
    }

    private static string Columns(IReadOnlyList<SignatureColumn> columns) =>
        new JsonArray([.. columns.Select(column => (JsonNode)new JsonObject
        {
            ["type"] = column.Type,
            ["name"] = column.Name,
            ["required"] = column.IsRequired,
        })]).ToJsonString(MlflowHttp.Json);
}

/// <summary>A column of a model's signature.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">In MLflow's words: <c>double</c>, <c>float</c>, <c>long</c>, <c>string</c> or <c>boolean</c>.</param>
/// <param name="IsRequired">False when it may be missing.</param>
public sealed record SignatureColumn(string Name, string Type, bool IsRequired);

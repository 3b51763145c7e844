using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Finntelligence.ModelOps.Yaml;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>One row that a model takes, as MLflow keeps a frame: for Python, and as the body of a request to a model that MLflow serves.</summary>
internal static class InputExample
{
    public const string FileName = "input_example.json";
    public const string ServingName = "serving_input_example.json";

    private static readonly JsonSerializerOptions Indented = new(MlflowHttp.Json) { WriteIndented = true, NewLine = "\n" };

    /// <summary>What the MLmodel file says of the example.</summary>
    public static YamlMap Info { get; } = YamlMap.Of(
        ("artifact_path", YamlScalar.Of(FileName)),
        ("pandas_orient", YamlScalar.Of("split")),
        ("serving_input_path", YamlScalar.Of(ServingName)),
        ("type", YamlScalar.Of("dataframe")));

    /// <param name="columns">Names, in order.</param>
    /// <param name="row">A value for each; NaN is not known.</param>
    public static IEnumerable<KeyValuePair<string, byte[]>> Files(IReadOnlyList<string> columns, IReadOnlyList<float> row)
    {
        var frame = new JsonObject
        {
            ["columns"] = new JsonArray([.. columns.Select(name => (JsonNode)name)]),
            ["data"] = new JsonArray(new JsonArray([.. row.Select(Number)])),
        };
        return
        [
            new(FileName, Encoding.UTF8.GetBytes(frame.ToJsonString(MlflowHttp.Json))),
            new(ServingName, Encoding.UTF8.GetBytes(new JsonObject { ["dataframe_split"] = frame.DeepClone() }.ToJsonString(Indented))),
        ];
    }

    private static JsonNode? Number(float value) => float.IsFinite(value) ? JsonValue.Create(value) : null;
}

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Yaml;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>
/// The <c>MLmodel</c> file of a model's folder, by which MLflow knows what it is and what it takes: our own flavor, and where there is an
/// ONNX file the two with which Python opens it, as <c>mlflow.onnx.save_model</c> writes them.
/// </summary>
/// <param name="Flavor">Our flavor's name.</param>
/// <param name="FlavorMembers">What our flavor says, as the model's file and kind.</param>
/// <param name="ModelId">32 hex digits that name the model.</param>
/// <param name="Created">When it was trained.</param>
/// <param name="Inputs">What goes in, in order: columns of float32.</param>
/// <param name="Outputs">What comes out, in order: columns of float32.</param>
public sealed record MlModelFile(
    string Flavor,
    IReadOnlyDictionary<string, string> FlavorMembers,
    string ModelId,
    DateTimeOffset Created,
    IReadOnlyList<string> Inputs,
    IReadOnlyList<string> Outputs)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "MLmodel";

    // The version whose format this is. Readers compare it; nothing of that version is used.
    private const string FormatVersion = "2.17.2";

    /// <summary>The folder of the model below the run's artifacts.</summary>
    public string ArtifactFolder { get; init; } = "model";

    /// <summary>Whether <see cref="ModelFolder.OnnxName"/> lies beside the file, with <see cref="PythonEnvironment"/> and <see cref="InputExample"/>.</summary>
    public bool HasOnnx { get; init; }

    /// <summary>Of the model's files together, in bytes; null where it is not said.</summary>
    public long? Size { get; init; }

    /// <summary>The file's text; members in the order of their names, as MLflow has them.</summary>
    public string ToYaml() => YamlWriter.Write(YamlMap.Of(
        ("artifact_path", YamlScalar.Of(ArtifactFolder)),
        ("flavors", Flavors()),
        ("mlflow_version", YamlScalar.Of(FormatVersion)),
        ("model_size_bytes", Size is { } size ? YamlScalar.Of(size) : null),
        ("model_uuid", YamlScalar.Of(ModelId)),
        ("saved_input_example_info", HasOnnx ? InputExample.Info : null),
        ("signature", YamlMap.Of(("inputs", Tensors(Inputs)), ("outputs", Tensors(Outputs)), ("params", YamlScalar.Null))),
        ("utc_time_created", YamlScalar.Of(Created.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)))));

    /// <summary>A file with what MLflow writes when it knows where the model is kept and which run made it.</summary>
    /// <param name="file">A whole file.</param>
    /// <param name="place">Where the model is kept on a server.</param>
    /// <exception cref="DataFaultException">It cannot be read.</exception>
    internal static byte[] At(ReadOnlySpan<byte> file, ModelPlace place)
    {
        var said = YamlReader.Read(Encoding.UTF8.GetString(file), FileName)
            .With("artifact_path", YamlScalar.Of(place.ArtifactPath))
            .With("run_id", YamlScalar.Of(place.RunId));
        // MLflow 3 has one name for the model and its file.
        if (place.ModelId is { } id)
            said = said.With("model_id", YamlScalar.Of(id)).With("model_uuid", YamlScalar.Of(id));
        return Encoding.UTF8.GetBytes(YamlWriter.Write(new YamlMap([.. said.Members.OrderBy(member => member.Key.Value, StringComparer.Ordinal)])));
    }

    /// <summary>What MLflow 2 keeps of a file in the run's list of models, as JSON; null where the file lacks some of it.</summary>
    /// <exception cref="DataFaultException">It cannot be read.</exception>
    internal static JsonObject? Summary(ReadOnlySpan<byte> file)
    {
        var said = YamlReader.Read(Encoding.UTF8.GetString(file), FileName);
        string[] kept = ["artifact_path", "flavors", "model_uuid", "run_id", "utc_time_created"];
        return kept.All(name => said[name] is not null) ? new JsonObject(kept.Select(name => KeyValuePair.Create(name, Json(said[name]!)))) : null;
    }

    private YamlMap Flavors()
    {
        var own = new YamlMap([
            .. FlavorMembers.OrderBy(member => member.Key, StringComparer.Ordinal)
                .Select(member => new YamlMember(member.Key, YamlScalar.Of(member.Value))),
        ]);
        return HasOnnx
            ? YamlMap.Of((Flavor, own), ("onnx", Onnx()), ("python_function", PythonFunction()))
            : YamlMap.Of((Flavor, own));
    }

    // The providers are those that score trees: there is no kernel of them for CUDA.
    private static YamlMap Onnx() => YamlMap.Of(
        ("code", YamlScalar.Null),
        ("data", YamlScalar.Of(ModelFolder.OnnxName)),
        ("onnx_session_options", YamlScalar.Null),
        ("onnx_version", YamlScalar.Of(PythonEnvironment.LeastOnnx)),
        ("providers", new YamlList([YamlScalar.Of("CPUExecutionProvider")])));

    private static YamlMap PythonFunction() => YamlMap.Of(
        ("data", YamlScalar.Of(ModelFolder.OnnxName)),
        ("env", YamlMap.Of(("conda", YamlScalar.Of(PythonEnvironment.CondaName)), ("virtualenv", YamlScalar.Of(PythonEnvironment.VirtualName)))),
        ("loader_module", YamlScalar.Of("mlflow.onnx")),
        ("python_version", YamlScalar.Of(PythonEnvironment.PythonVersion)));

    // Tensors, not columns of a frame: a frame's column comes to ONNX Runtime with one dimension, and the file's inputs have two; by a
    // signature of tensors MLflow shapes a frame's columns, and takes numbers of any kind for float32.
    private static YamlScalar Tensors(IReadOnlyList<string> names) => YamlScalar.Of(
        new JsonArray([.. names.Select(name => (JsonNode)new JsonObject
        {
            ["name"] = name,
            ["type"] = "tensor",
            ["tensor-spec"] = new JsonObject { ["dtype"] = "float32", ["shape"] = new JsonArray(-1, 1) },
        })]).ToJsonString(MlflowHttp.Json));

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMap map => new JsonObject(map.Members.Select(member => KeyValuePair.Create(member.Key.Value, Json(member.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(Json)]),
        _ => node.Text,
    };
}

/// <summary>Where a model is kept on a server.</summary>
/// <param name="ArtifactPath">On 2.x the folder below the run's artifacts, on 3.x the whole address.</param>
/// <param name="RunId">The run that made it.</param>
/// <param name="ModelId">Of 3.x's logged model; null on 2.x.</param>
internal sealed record ModelPlace(string ArtifactPath, string RunId, string? ModelId);

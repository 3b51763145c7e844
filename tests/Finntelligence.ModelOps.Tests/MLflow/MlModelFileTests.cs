using System.Text;
using Finntelligence.ModelOps.MLflow;

namespace Finntelligence.ModelOps.Tests.MLflow;

/// <summary>
/// Against files as MLflow 2.17 and 3.5 write them for an ONNX model that is logged with a signature and a frame as its example, from
/// their source: the same members in the same order; ours is one flavor more, and where MLflow names the versions of a Python that it
/// runs in, ours are those that the file needs.
/// </summary>
public sealed class MlModelFileTests
{
    private const string Flavors = """
        flavors:
          finntelligence:
            data: model.zip
            kind: risk
            library: '1.0.0'
          onnx:
            code: null
            data: model.onnx
            onnx_session_options: null
            onnx_version: '1.7.0'
            providers:
            - CPUExecutionProvider
          python_function:
            data: model.onnx
            env:
              conda: conda.yaml
              virtualenv: python_env.yaml
            loader_module: mlflow.onnx
            python_version: '3.11.9'
        """;

    private const string Rest = """
        saved_input_example_info:
          artifact_path: input_example.json
          pandas_orient: split
          serving_input_path: serving_input_example.json
          type: dataframe
        signature:
          inputs: '[{"name":"applicant''s income","type":"tensor","tensor-spec":{"dtype":"float32","shape":[-1,1]}},{"name":"riskCategory","type":"tensor","tensor-spec":{"dtype":"float32","shape":[-1,1]}}]'
          outputs: '[{"name":"Probability.output","type":"tensor","tensor-spec":{"dtype":"float32","shape":[-1,1]}}]'
          params: null
        utc_time_created: '2026-03-01 10:00:00.000000'

        """;

    /// <summary>A model with an ONNX file beside it.</summary>
    internal static MlModelFile Example => new(
        "finntelligence",
        new Dictionary<string, string> { ["kind"] = "risk", ["data"] = "model.zip", ["library"] = "1.0.0" },
        ModelId: "0123456789abcdef0123456789abcdef",
        new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(2)),
        Inputs: ["applicant's income", "riskCategory"],
        Outputs: ["Probability.output"])
    {
        HasOnnx = true,
        Size = 90359,
    };

    [Fact]
    public void ToYaml_Has_MLflows_Shape() => Example.ToYaml().ShouldBe($"""
        artifact_path: model
        {Flavors}
        mlflow_version: '2.17.2'
        model_size_bytes: 90359
        model_uuid: 0123456789abcdef0123456789abcdef
        {Rest}
        """, StringCompareShould.IgnoreLineEndings);

    [Fact]
    public void A_File_On_2_X_Names_Its_Folder_And_Run() =>
        Placed(new ModelPlace("cash-loan-risk", "abc", ModelId: null)).ShouldBe($"""
        artifact_path: cash-loan-risk
        {Flavors}
        mlflow_version: '2.17.2'
        model_size_bytes: 90359
        model_uuid: 0123456789abcdef0123456789abcdef
        run_id: abc
        {Rest}
        """, StringCompareShould.IgnoreLineEndings);

    [Fact]
    public void A_File_On_3_X_Names_The_Logged_Model_And_Its_Address() =>
        Placed(new ModelPlace("mlflow-artifacts:/1/models/m-0f/artifacts", "abc", "m-0f")).ShouldBe($"""
        artifact_path: mlflow-artifacts:/1/models/m-0f/artifacts
        {Flavors}
        mlflow_version: '2.17.2'
        model_id: m-0f
        model_size_bytes: 90359
        model_uuid: m-0f
        run_id: abc
        {Rest}
        """, StringCompareShould.IgnoreLineEndings);

    [Fact]
    public void A_Model_Without_Onnx_Has_Our_Flavor_Alone()
    {
        var text = (Example with { HasOnnx = false, Outputs = ["probability"] }).ToYaml();

        text.ShouldContain("flavors:\n  finntelligence:\n");
        text.ShouldNotContain("onnx");
        text.ShouldNotContain("python_function");
        text.ShouldNotContain("input_example");
    }

    [Fact]
    public void A_Runs_List_Has_The_Members_That_MLflow_Keeps_There()
    {
        var summary = MlModelFile.Summary(MlModelFile.At(Encoding.UTF8.GetBytes(Example.ToYaml()), new ModelPlace("cash-loan-risk", "abc", ModelId: null)))
            .ShouldNotBeNull();

        summary.Select(member => member.Key).ShouldBe(["artifact_path", "flavors", "model_uuid", "run_id", "utc_time_created"]);
        summary["flavors"]!["onnx"]!.ToJsonString().ShouldBe(
            """{"code":null,"data":"model.onnx","onnx_session_options":null,"onnx_version":"1.7.0","providers":["CPUExecutionProvider"]}""");
    }

    private static string Placed(ModelPlace place) => Encoding.UTF8.GetString(MlModelFile.At(Encoding.UTF8.GetBytes(Example.ToYaml()), place));
}

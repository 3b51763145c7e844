using System.Text;
using Finntelligence.ModelOps.MLflow;

namespace Finntelligence.ModelOps.Tests.MLflow;

/// <summary>Against the files that MLflow's <c>save_model</c> writes beside a model, from its source.</summary>
public sealed class ModelFolderTests
{
    private static readonly IReadOnlyDictionary<string, byte[]> Files =
        ModelFolder.Files("zip"u8.ToArray(), "onnx"u8.ToArray(), ["riskCategory", "monthlyIncome", "rate"], [2, float.NaN, 7.75f]);

    [Fact]
    public void A_Folder_Has_What_MLflow_Writes_And_Our_Zip() => Files.Keys.Order(StringComparer.Ordinal).ShouldBe([
        "conda.yaml", "input_example.json", "model.onnx", "model.zip", "python_env.yaml", "requirements.txt", "serving_input_example.json",
    ]);

    [Theory]
    [InlineData("requirements.txt", "mlflow>=2.3\nonnx>=1.7.0\nonnxruntime>=1.3.0")]
    [InlineData("python_env.yaml", """
        python: '3.11.9'
        build_dependencies:
        - pip
        - setuptools
        - wheel
        dependencies:
        - '-r requirements.txt'

        """)]
    [InlineData("conda.yaml", """
        channels:
        - conda-forge
        dependencies:
        - python=3.11.9
        - pip
        - pip:
          - mlflow>=2.3
          - onnx>=1.7.0
          - onnxruntime>=1.3.0
        name: mlflow-env

        """)]
    [InlineData("input_example.json", """{"columns":["riskCategory","monthlyIncome","rate"],"data":[[2,null,7.75]]}""")]
    [InlineData("serving_input_example.json", """
        {
          "dataframe_split": {
            "columns": [
              "riskCategory",
              "monthlyIncome",
              "rate"
            ],
            "data": [
              [
                2,
                null,
                7.75
              ]
            ]
          }
        }
        """)]
    public void A_File_Reads_As_MLflows_Own(string name, string text) =>
        Encoding.UTF8.GetString(Files[name]).ShouldBe(text, StringCompareShould.IgnoreLineEndings);

    [Fact]
    public void Without_Onnx_There_Is_Nothing_For_Python() => ModelFolder.Files([1], onnx: null, ["rate"], [1]).Keys.ShouldBe(["model.zip"]);
}

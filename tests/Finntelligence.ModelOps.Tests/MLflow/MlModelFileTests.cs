using Finntelligence.ModelOps.MLflow;

namespace Finntelligence.ModelOps.Tests.MLflow;

public sealed class MlModelFileTests
{
    [Fact]
    public void ToYaml_Has_MLflows_Shape()
    {
        var file = new MlModelFile(
            "finntelligence",
            new Dictionary<string, string> { ["kind"] = "risk", ["data"] = "model.zip", ["library"] = "1.0.0" },
            ModelId: "0123456789abcdef0123456789abcdef",
            new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(2)),
            Inputs: [new("applicant's income", "double", true), new("riskCategory", "string", false)],
            Outputs: [new("probability", "double", true)])
        {
            RunId = "abc",
        };

        file.ToYaml().ShouldBe("""
            artifact_path: model
            flavors:
              finntelligence:
                data: model.zip
                kind: risk
                library: '1.0.0'
            mlflow_version: '2.17.2'
            model_uuid: 0123456789abcdef0123456789abcdef
            run_id: abc
            signature:
              inputs: '[{"type":"double","name":"applicant''s income","required":true},{"type":"string","name":"riskCategory","required":false}]'
              outputs: '[{"type":"double","name":"probability","required":true}]'
              params: null
            utc_time_created: '2026-03-01 10:00:00.000000'

            """, StringCompareShould.IgnoreLineEndings);
    }
}

using System.Net;
using System.Text;
using Finntelligence.ModelOps.Experiments;
using Finntelligence.ModelOps.MLflow;

namespace Finntelligence.ModelOps.Tests.MLflow;

/// <summary>What answers 200 may send anything: every call ends well or in one clear line, never in a fault of ours.</summary>
public sealed class OtherShapesTests
{
    public static TheoryData<string> Forms =>
    [
        "",
        "null",
        "[]",
        "[{}]",
        "\"text\"",
        "7",
        "{}",
        "{ half",
        "<html>Sign in</html>",
        "{\"experiment\": \"text\", \"run\": \"text\", \"runs\": \"text\", \"registered_model\": \"text\", \"model_version\": \"text\", \"model_versions\": \"text\", \"model\": \"text\"}",
        "{\"experiment\": [], \"run\": [], \"runs\": {}, \"registered_model\": [], \"model_version\": [], \"model_versions\": {}, \"model\": []}",
        "{\"experiment\": 1, \"run\": 1, \"runs\": 1, \"registered_model\": 1, \"model_version\": 1, \"model_versions\": 1, \"model\": 1}",
        "{\"runs\": [7], \"model_versions\": [\"a\"], \"experiment\": {\"experiment_id\": []}, \"run\": {\"info\": []}}",
        "{\"runs\": [[]], \"model_versions\": [null], \"experiment\": {\"experiment_id\": {}}, \"run\": {\"info\": \"x\"}}",
        "{\"run\": {\"info\": {\"run_id\": [], \"experiment_id\": \"1\", \"artifact_uri\": \"x\", \"status\": \"x\"}}, \"runs\": [{\"info\": 1}]}",
        "{\"registered_model\": {\"aliases\": \"production\"}}",
        "{\"registered_model\": {\"aliases\": {\"production\": \"1\"}}}",
        "{\"registered_model\": {\"aliases\": [\"production\"]}}",
        "{\"registered_model\": {\"aliases\": [{\"alias\": \"a\", \"version\": \"1\"}, {\"alias\": \"a\", \"version\": \"2\"}]}}",
        "{\"registered_model\": {\"aliases\": [{\"alias\": \"a\", \"version\": \"one\"}]}, \"model_version\": {\"name\": \"a\", \"version\": \"one\"}}",
        "{\"registered_model\": {\"tags\": [{\"key\": \"a\"}, {\"key\": \"a\"}]}, \"model_version\": {\"name\": \"a\", \"version\": \"1\", \"tags\": [{\"key\": \"a\"}, {\"key\": \"a\"}]}}",
        "{\"registered_model\": {\"tags\": {}}, \"model_version\": {\"name\": \"a\", \"version\": \"1\", \"tags\": [[]]}}",
        "{\"model_version\": {\"name\": \"a\", \"version\": \"1\", \"creation_timestamp\": 99999999999999999}, \"model_versions\": [{\"name\": \"a\", \"version\": \"1\", \"creation_timestamp\": 253402300800000}]}",
        "{\"model_version\": {\"name\": \"a\", \"version\": \"1\", \"creation_timestamp\": \"soon\"}, \"model_versions\": [{\"name\": \"a\", \"version\": \"1\", \"creation_timestamp\": -1}]}",
        "{\"experiment\": {}, \"experiment\": {\"experiment_id\": \"1\"}}",
        "{\"run\": {\"data\": {\"tags\": [{\"key\": \"mlflow.log-model.history\", \"value\": \"{}\"}]}}}",
        "{\"run\": {\"data\": {\"tags\": [{\"key\": \"mlflow.log-model.history\", \"value\": [7]}]}}}",
        "{\"next_page_token\": [], \"models\": [7], \"model\": {\"info\": 7}, \"artifact_uri\": []}",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Every_Call_Ends_Well_Or_In_One_Clear_Line(string answer)
    {
        using var http = new HttpClient(new Same(answer));
        var client = new MlflowClient(http, new MlflowOptions("http://mlflow.test:5000") { MaximumRetries = 0 }, new SettableClock());
        var registry = new MlflowModelRegistry(client);
        var models = new MlflowProductModels(registry, "cash-loan", ["risk"], new SettableClock());
        var refused = 0;
        Func<Task>[] calls =
        [
            () => client.EnsureExperimentAsync("x"),
            () => client.CheckArtifactsAsync("1"),
            () => client.EnsureRunAsync("1", "r", "train", DateTimeOffset.UnixEpoch),
            () => client.GetRunAsync("r"),
            () => client.LogAsync("r", new Dictionary<string, string> { ["a"] = "b" }, new Dictionary<string, string>(), []),
            () => client.EndRunAsync("r", RunStatus.Finished, DateTimeOffset.UnixEpoch),
            () => registry.ModelAsync("m"),
            () => registry.VersionsAsync("m"),
            () => registry.ResolveAsync("m", "1"),
            () => registry.ResolveAsync("m", "production"),
            () => registry.RegisterAsync("m", "r", "model.zip", new Dictionary<string, byte[]> { ["model.zip"] = [1] }, "00"),
            () => registry.DownloadAsync(new MlflowModelVersion("m", 1, null, null, new Dictionary<string, string>())),
            () => models.ReadAsync(),
            () => models.PairAsync("production"),
            () => new LoggedModels(client).AddressAsync("m-1", CancellationToken.None),
            () => new RunModels(client).LogAsync(
                new MlflowRun("r", "1", "mlflow-artifacts:/1/r/artifacts", "RUNNING"),
                "m",
                new Dictionary<string, byte[]> { ["MLmodel"] = Encoding.UTF8.GetBytes(MlModelFileTests.Example.ToYaml()) },
                CancellationToken.None),
        ];

        foreach (var call in calls)
        {
            try
            {
                await call();
            }
            catch (MlflowException fault)
            {
                refused++;
                fault.Message.ShouldNotContain("\n");
                fault.Message.ShouldContain("MLflow");
            }
        }

        refused.ShouldBeGreaterThan(0);
    }

    private sealed class Same(string answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/json") });
    }
}

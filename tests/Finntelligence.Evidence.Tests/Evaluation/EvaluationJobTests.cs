using Finntelligence.Evidence.Evaluation;
using Finntelligence.Evidence.Evaluation.Results;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Tests.Output;
using Finntelligence.Histories.Simulation;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Evidence.Tests.Evaluation;

public sealed class EvaluationJobTests : IDisposable
{
    private const string Product = "cash-loan";

    private readonly TestFolder _folder = new();
    private readonly RecordingReporter _reporter = new();

    public EvaluationJobTests()
    {
        foreach (string file in (string[])["product.json", "experiment.json"])
            _folder.Write($"data/{Product}/{file}", File.ReadAllBytes(Repository.File($"data/{Product}/{file}")));
    }

    private string Written => _folder.File($"models/{Product}/evaluation.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_what_came_back_and_earlier_regret_stays_until_it_is_measured_again()
    {
        Simulate(rows: 7000);
        var shipped = EvaluationJson.Read(Repository.File($"models/{Product}/evaluation.json"));
        _folder.Write($"models/{Product}/evaluation.json", File.ReadAllBytes(Repository.File($"models/{Product}/evaluation.json")));

        var outcome = Run(Request(new EvaluationOptions { Replicates = 20, Threads = 2 }));

        outcome.Path.ShouldBe(Written);
        outcome.Evaluation.Data.Rows.ShouldBe(7000);
        outcome.Evaluation.Regret!.Curves.Length.ShouldBe(shipped.Regret!.Curves.Length);
        var read = EvaluationJson.Read(Written);
        read.Policies.Select(p => p.Name).ShouldBe(outcome.Evaluation.Policies.Select(p => p.Name));
        foreach (var (written, made) in read.Policies.Zip(outcome.Evaluation.Policies))
            written.DoublyRobust!.Value.ShouldBe(made.DoublyRobust!.Value, 1e-4, written.Name);
        // The card is what others are compared with.
        read.Policies[0].Name.ShouldBe("card");
        read.Policies[0].DoublyRobust!.Difference.ShouldBe(0);
        _reporter.Tracked.ShouldBe(["Evaluating"]);
    }

    [Theory]
    [InlineData("acceptance", """{ "curve": [{ "rate": 3.25, "probability": 0.12 }, { "rate": 11.75, "probability": 0.04 }] }""")]
    [InlineData("risk", """{ "constant": 0.1 }""")]
    public void A_declared_probability_stands_in_for_the_model_that_is_not_learned(string kind, string declared)
    {
        Simulate(rows: 7000);
        var product = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(_folder.File($"data/{Product}/product.json")))!;
        product["models"]![kind] = System.Text.Json.Nodes.JsonNode.Parse(declared);
        _folder.Write($"data/{Product}/product.json", System.Text.Encoding.UTF8.GetBytes(product.ToJsonString()));

        var evaluation = Run(Request(new EvaluationOptions { Replicates = 20, Threads = 2 })).Evaluation;

        evaluation.Policies.Select(p => p.Name).ShouldContain("shipped");
        evaluation.Policies.Single(p => p.Name == "mailed").DoublyRobust!.Value.ShouldBe(evaluation.Data.MeanProfit, 1e-6);
        evaluation.Policies.Where(p => p.DoublyRobust is not null).ShouldAllBe(p => double.IsFinite(p.DoublyRobust!.Value));
    }

    [Fact]
    public void Without_an_experiment_or_a_history_there_is_nothing_to_evaluate_on()
    {
        Should.Throw<RequestFaultException>(() => Run(Request())).Message.ShouldContain("data import --from");
        Simulate(rows: 100);
        File.Delete(_folder.File($"data/{Product}/experiment.json"));
        Should.Throw<DataFaultException>(() => Run(Request())).Message.ShouldContain("experiment.json");
        File.Exists(Written).ShouldBeFalse();
    }

    [Fact]
    public void Too_few_rows_are_named_with_what_is_needed()
    {
        Simulate(rows: 400);

        Should.Throw<RequestFaultException>(() => Run(Request())).Message.ShouldContain("an evaluation needs 20 of either outcome");
    }

    [Fact]
    public void An_evaluation_that_is_broken_off_leaves_the_file_that_was_there()
    {
        Simulate(rows: 7000);
        _folder.Write($"models/{Product}/evaluation.json", "{}");
        using var stop = new CancellationTokenSource();
        _reporter.Watch = _ => stop.Cancel();

        Should.Throw<OperationCanceledException>(() => Run(Request(), stop.Token));

        File.ReadAllText(Written).ShouldBe("{}");
    }

    private static EvaluationRequest Request(EvaluationOptions? options = null) => new(Product, null, Regret: false, FullRegret: false, options ?? new EvaluationOptions { Replicates = 20 });

    private EvaluationOutcome Run(EvaluationRequest request, CancellationToken cancellation = default) =>
        new EvaluationJob(new Workspace(_folder.Path), TimeProvider.System, _reporter).Run(request, cancellation);

    private void Simulate(int rows) => TwinSimulation.Write(
        _folder.File($"data/{Product}/simulated.csv.gz"), TwinSimulation.ShippedSeed, rows, new Progress<double>(), CancellationToken.None);
}

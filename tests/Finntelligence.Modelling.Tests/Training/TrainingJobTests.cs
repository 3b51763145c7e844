using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Tests.Output;
using Finntelligence.Modelling.Training;
using Finntelligence.ModelOps.Experiments;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Modelling.Tests.Training;

public sealed class TrainingJobTests(TrainedFolder trained) : IClassFixture<TrainedFolder>
{
    private static readonly TrainingRequest Request = new(TrainedFolder.Product, null, null, null, Threads: 1);

    [Fact]
    public void Both_models_are_registered_in_staging_and_shown_as_they_come()
    {
        using var folder = trained.Copy();
        var registry = Registry(folder).Read();

        trained.Outcome.Models.Select(m => (m.Registration.Version.Kind, m.GoesOn)).ShouldBe([("acceptance", true), ("risk", true)]);
        trained.Outcome.IsFirst.ShouldBeTrue();
        foreach (var model in trained.Outcome.Models)
        {
            var kind = registry.Kind(model.Registration.Version.Kind);
            kind.Aliases.ShouldBe(new Dictionary<string, int> { ["staging"] = model.Registration.Version.Entry.Version });
            kind.Versions.ShouldHaveSingleItem().Metrics.ShouldBe(model.Fit.Contents.Manifest.Metrics);
        }

        trained.View.Seen.ShouldBe(["examined acceptance", "fitted acceptance", "examined risk", "fitted risk", "registered 2"]);
        trained.Reporter.Tracked.ShouldBe(["Fitting the acceptance model with MonotoneFastTree", "Fitting the risk model with MonotoneFastTree"]);
    }

    [Fact]
    public void The_run_says_what_went_in_and_what_came_out()
    {
        using var folder = trained.Copy();
        RunRecord run = new LocalExperimentStore(Path.Combine(folder.Path, "runs"), TimeProvider.System).Read(trained.Outcome.Run);

        run.Status.ShouldBe(RunStatus.Finished);
        run.Parameters["seed"].ShouldBe("1");
        run.Parameters["data.sha256"].ShouldBe(trained.Outcome.History.Sha256);
        run.Inputs.Select(i => i.Context).ShouldBe(["training", "product"]);
        trained.Outcome.Models.ShouldAllBe(m => m.Registration.Version.Entry.RunId == run.Id);
        run.Tags.Where(t => t.Key.EndsWith("/version", StringComparison.Ordinal)).Select(t => t.Value).ShouldBe(["1", "1"]);
    }

    [Fact]
    public void Another_number_of_threads_gives_the_same_bytes_and_another_seed_others()
    {
        using var folder = trained.Copy(withModels: false);

        var again = TrainedFolder.Train(folder, Request, new RecordingReporter());
        var other = TrainedFolder.Train(folder, Request with { Seed = 2, Threads = 2 }, new RecordingReporter());

        Hashes(again).ShouldBe(Hashes(trained.Outcome));
        Hashes(other).ShouldNotContain(hash => Hashes(again).Contains(hash));
        other.Models.ShouldAllBe(m => m.Registration.Version.Entry.Version == 2);
    }

    [Theory]
    [InlineData("many")]
    [InlineData("-1")]
    public void A_seed_that_is_none_is_a_fault_of_its_file_before_anything_is_recorded(string seed)
    {
        using var folder = trained.Copy(withModels: false);
        string parameters = folder.Write("params.yaml", $"train:\n  seed: {seed}\n");

        var fault = Should.Throw<RequestFaultException>(() => TrainedFolder.Train(folder, Request, new RecordingReporter()));

        fault.Where.ShouldBe(parameters);
        Directory.Exists(folder.File("models")).ShouldBeFalse();
        Directory.Exists(folder.File("runs")).ShouldBeFalse();
    }

    [Fact]
    public void Without_a_history_the_run_fails_and_nothing_is_registered()
    {
        using var folder = trained.Copy(withModels: false);
        File.Delete(folder.File("data/cash-loan/simulated.csv.gz"));

        Should.Throw<RequestFaultException>(() => TrainedFolder.Train(folder, Request, new RecordingReporter())).Message.ShouldContain("data import --from");

        new LocalExperimentStore(folder.File("runs"), TimeProvider.System).List().ShouldHaveSingleItem().Status.ShouldBe(RunStatus.Failed);
        Registry(folder).Read().Models.ShouldBeEmpty();
    }

    [Fact]
    public void A_training_that_is_broken_off_registers_neither_model()
    {
        using var folder = trained.Copy(withModels: false);
        using var stop = new CancellationTokenSource();
        var reporter = new RecordingReporter();
        // In the midst of the second model.
        reporter.Watch = share =>
        {
            if (reporter.Tracked.Count == 2 && share > 0.2)
                stop.Cancel();
        };

        Should.Throw<OperationCanceledException>(() => TrainedFolder.Train(folder, Request, reporter, cancellation: stop.Token));

        new LocalExperimentStore(folder.File("runs"), TimeProvider.System).List().ShouldHaveSingleItem().Status.ShouldBe(RunStatus.Killed);
        Registry(folder).Read().Models.ShouldBeEmpty();
    }

    private static LocalModelRegistry Registry(TestFolder folder) => new(folder.File("models/cash-loan"), TimeProvider.System);

    private static string[] Hashes(TrainingOutcome outcome) => [.. outcome.Models.Select(m => m.Registration.Version.Entry.Sha256)];
}

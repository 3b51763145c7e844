using System.IO.Compression;
using System.Text.Json.Nodes;
using Finntelligence.Evidence.Evaluation.Results;
using Finntelligence.Evidence.Monitoring;
using Finntelligence.Evidence.Reporting;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Tests.Output;
using Finntelligence.Histories.Simulation;
using Finntelligence.Modelling.Tests.Training;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Evidence.Tests.Reporting;

public sealed class ReportJobTests(TrainedFolder trained) : IClassFixture<TrainedFolder>
{
    private static readonly string[] Files = ["report.html", "report.json", "model-card.md", "data-card.md"];

    private readonly RecordingReporter _reporter = new();

    [Fact]
    public void The_page_its_figures_and_the_cards_are_of_the_models_asked_for()
    {
        using var folder = trained.Copy();

        var outcome = Run(folder, new ReportRequest(TrainedFolder.Product, null, null, "staging", folder.File("out"), Threads: 2));

        outcome.Files.ShouldBe(Files);
        Directory.GetFiles(outcome.Folder).Select(Path.GetFileName).ShouldBe(Files, ignoreOrder: true);
        var figures = JsonNode.Parse(File.ReadAllText(folder.File("out/report.json")))!;
        foreach (var model in trained.Outcome.Models)
        {
            var shown = figures["models"]!.AsArray().Single(m => m!["kind"]!.GetValue<string>() == model.Registration.Version.Kind)!;
            shown["sha256"]!.GetValue<string>().ShouldBe(model.Registration.Version.Entry.Sha256);
            // Measured again, they are what training measured.
            shown["metrics"]!["auc"]!.GetValue<double>().ShouldBe(model.Registration.Version.Entry.Metrics["auc"], 1e-6);
        }

        figures["verdict"]!["level"]!.GetValue<string>().ShouldBe(outcome.Verdict.Level.ToString(), StringCompareShould.IgnoreCase);
        _reporter.Warnings.ShouldBe([$"There is no {EvaluationJson.FileName}: the report cannot say what the policy is worth. Run evaluate first."]);
    }

    [Fact]
    public void Another_history_than_the_models_learned_from_is_said_and_brings_no_verdict()
    {
        using var folder = trained.Copy();
        string other = folder.File("other.csv.gz");
        TwinSimulation.Write(other, seed: 7, rows: TrainedFolder.Rows, new Progress<double>(), CancellationToken.None);

        Run(folder, new ReportRequest(TrainedFolder.Product, other, null, "staging", folder.File("out"), Threads: 2));

        _reporter.Warnings[0].ShouldStartWith("The models learned from another history.");
        File.ReadAllText(folder.File("out/report.html")).ShouldContain("fitted again");
    }

    [Fact]
    public void An_alias_that_points_nowhere_is_a_fault_and_nothing_is_written()
    {
        using var folder = trained.Copy();

        Should.Throw<RegistryException>(() => Run(folder, new ReportRequest(TrainedFolder.Product, null, null, "production", folder.File("out"), Threads: 1)));

        Directory.Exists(folder.File("out")).ShouldBeFalse();
    }

    [Fact]
    public void A_report_that_is_broken_off_leaves_the_one_that_was_there()
    {
        using var folder = trained.Copy();
        string before = folder.Write("out/report.html", "the one before");
        using var stop = new CancellationTokenSource();
        _reporter.Watch = _ => stop.Cancel();

        Should.Throw<OperationCanceledException>(
            () => Run(folder, new ReportRequest(TrainedFolder.Product, null, null, "staging", folder.File("out"), Threads: 1), stop.Token));

        Directory.GetFiles(folder.File("out")).ShouldBe([before]);
        File.ReadAllText(before).ShouldBe("the one before");
    }

    [Fact]
    public void The_present_may_come_in_parts_and_the_report_is_the_same_to_the_byte()
    {
        using var folder = trained.Copy();
        TwinSimulation.Write(folder.File("present.csv.gz"), seed: 9, rows: 900, new Progress<double>(), CancellationToken.None);
        using var zipped = new GZipStream(File.OpenRead(folder.File("present.csv.gz")), CompressionMode.Decompress);
        string[] lines = new StreamReader(zipped).ReadToEnd().TrimEnd('\n').Split('\n');
        string whole = folder.Write("present.csv", string.Join('\n', lines) + "\n");
        var models = RegisteredModels.Load(new Workspace(folder.Path), TrainedFolder.Product, "staging");
        string[] parts = [.. new[] { lines[1..301], lines[301..] }.Select((rows, i) =>
        {
            string current = folder.Write($"{i}.csv", string.Join('\n', [lines[0], .. rows]) + "\n");
            DriftPartFile.Write(folder.File($"{i}.counts"), CurrentFile.Count(current, models, (i + 1, 2), _ => { }, CancellationToken.None));
            return folder.File($"{i}.counts");
        })];

        Run(folder, new ReportRequest(TrainedFolder.Product, null, whole, "staging", folder.File("one"), Threads: 2));
        Run(folder, new ReportRequest(TrainedFolder.Product, null, null, "staging", folder.File("two"), Threads: 2) { CurrentParts = [.. parts], CurrentName = "present.csv" });

        JsonNode.Parse(File.ReadAllText(folder.File("one/report.json")))!["drift"]!["rows"]!.GetValue<int>().ShouldBe(900);
        foreach (var file in Files)
            File.ReadAllBytes(folder.File($"two/{file}")).ShouldBe(File.ReadAllBytes(folder.File($"one/{file}")), file);
        Should.Throw<DataFaultException>(() => Run(folder, new ReportRequest(TrainedFolder.Product, null, null, "staging", folder.File("two"), Threads: 2) { CurrentParts = [parts[0]] }))
            .Message.ShouldBe("Of 2 shards 2 is not there.");
    }

    private ReportOutcome Run(TestFolder folder, ReportRequest request, CancellationToken cancellation = default) =>
        new ReportJob(new Workspace(folder.Path), TimeProvider.System, _reporter).Run(request, cancellation);
}

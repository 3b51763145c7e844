using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Simulation;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Importing;
using Finntelligence.Modelling.Tests.Versions;

namespace Finntelligence.Modelling.Tests.Importing;

public sealed class ImportJobTests : IDisposable
{
    private const int Rows = 800;

    private readonly SomeVersions _versions = new();

    public ImportJobTests() => Simulate("data/cash-loan/raw/history.csv", seed: 3);

    public void Dispose() => _versions.Dispose();

    [Fact]
    public void A_model_of_another_library_becomes_a_version_that_answers_as_it_did()
    {
        var outcome = Run(ForeignFiles.XGBoost(["rate"], 1, rate: 0), rounds: "all");

        outcome.Trees.ShouldBe(2);
        outcome.Registration.IsNew.ShouldBeTrue();
        outcome.History.Name.ShouldBe("history.csv");
        outcome.Gates.ShouldAllBe(g => g.Passed);
        var model = ModelArtifact.Read(File.ReadAllBytes(outcome.Registration.Version.Path), _versions.Product, ModelKind.Acceptance);
        float[] row = [.. Enumerable.Repeat(float.NaN, model.Manifest.Features.Length)];
        row[model.Manifest.Features.IndexOf("rate")] = 8;
        model.Probability(row).ShouldBe(1 / (1 + MathF.Exp(1)), 1e-7f);
        model.Support.Cells.Sum(c => c.Count).ShouldBe(Rows);
        model.Manifest.Metrics.ShouldBeEmpty("nothing was said about rows it has not learned from");
    }

    [Fact]
    public void The_same_file_again_is_the_version_that_is_there()
    {
        string file = ForeignFiles.LightGbm(["rate"], rate: 0);

        var (first, second) = (Run(file), Run(file));

        second.Registration.IsNew.ShouldBeFalse();
        second.Registration.Version.Entry.Version.ShouldBe(first.Registration.Version.Entry.Version);
    }

    [Fact]
    public void Rows_it_has_not_learned_from_give_it_figures_that_promotion_asks_for()
    {
        string evaluate = Simulate("later.csv", seed: 4);

        var outcome = Run(ForeignFiles.LightGbm(["rate"], rate: 0), evaluate: evaluate);

        outcome.Registration.Version.Entry.Metrics.Keys.ShouldContain("auc");
        outcome.Artifact.Contents.Manifest.Source!.Evaluated!.Rows.ShouldBe(Rows);
    }

    [Fact]
    public void A_direction_that_the_product_promises_and_the_model_breaks_is_shown_and_left_to_promotion()
    {
        // 0.25 up to a rate of 7.5, −0.5 beyond: right for acceptance, wrong for risk.
        var outcome = Run(ForeignFiles.LightGbm(["rate"], rate: 0), kind: "risk");

        outcome.Gates.ShouldContain(g => !g.Passed);
        _versions.Registry.Read().Kind("risk").Versions.Count.ShouldBe(1);
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_fault_of_its_option_and_nothing_is_registered()
    {
        var request = Request("nowhere.json");

        Should.Throw<RequestFaultException>(() => Job().Run(request, CancellationToken.None)).Where.ShouldBe("--from");
        Should.Throw<RequestFaultException>(() => Run(ForeignFiles.LightGbm(["rate"], rate: 0), evaluate: "nowhere.csv")).Where.ShouldBe("--evaluate");
        Should.Throw<RequestFaultException>(() => Run(ForeignFiles.LightGbm(["colour"], rate: 0))).Message.ShouldContain("colour");
        _versions.Registry.Read().Models.ShouldBeEmpty();
    }

    private string Simulate(string name, ulong seed)
    {
        string path = _versions.Folder.Write(name, "");
        using var file = File.Create(path);
        TwinSimulation.Write(file, seed, Rows, new Progress<double>(), CancellationToken.None);
        return path;
    }

    private ImportOutcome Run(string file, string rounds = "all", string kind = "acceptance", string? evaluate = null) =>
        Job().Run(Request(_versions.Folder.Write("model.json", file)) with { Rounds = rounds, Kind = kind, Evaluate = evaluate }, CancellationToken.None);

    private ImportJob Job() => new(_versions.Workspace, TimeProvider.System);

    private static ImportRequest Request(string from) =>
        new(SomeVersions.ProductName, "acceptance", from, ModelFileReader.Auto, "all", Data: null, Evaluate: null);
}

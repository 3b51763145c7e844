using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Tests.Output;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Gates;
using Finntelligence.Modelling.Promotion;
using Finntelligence.Modelling.Tests.Versions;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Modelling.Tests.Promotion;

public sealed class PromotionJobTests : IDisposable
{
    private static readonly PromotionRequest Both = new(["both"], "production", null, Force: false, null);

    private readonly SomeVersions _versions = new();
    private readonly RecordingReporter _reporter = new();
    private readonly List<GateResult> _judged = [];

    public void Dispose() => _versions.Dispose();

    [Fact]
    public void Both_move_in_one_step_after_the_gates_were_shown()
    {
        _versions.Register(ModelKind.Risk);
        _versions.Register(ModelKind.Acceptance);
        var job = new PromotionJob(_versions.Registry, PromotionGates.Of(_versions.Workspace, SomeVersions.ProductName), _reporter, results =>
        {
            _judged.AddRange(results);
            _versions.Alias("risk").ShouldBeNull("nothing has moved yet");
        });

        var outcome = job.Run(Both with { Reason = "a good pair" }, CancellationToken.None);

        outcome.Refusal.ShouldBeNull();
        outcome.Gates.ShouldAllBe(g => g.Passed);
        outcome.Gates.ShouldBe(_judged);
        outcome.Change!.Moves.Select(m => (m.Kind, m.From, m.To)).ShouldBe([("acceptance", null, 1), ("risk", null, 1)]);
        var change = _versions.Registry.Read().History.ShouldHaveSingleItem();
        (change.Why, change.Forced).ShouldBe(("a good pair", false));
    }

    [Fact]
    public void One_failed_gate_keeps_both_where_they_are()
    {
        _versions.Register(ModelKind.Risk, leaf: -0.5);
        _versions.Register(ModelKind.Acceptance);

        var outcome = Run(Both);

        outcome.Change.ShouldBeNull();
        outcome.Refusal.ShouldNotBeNull().ShouldStartWith("Nothing was promoted. risk ");
        outcome.Refusal.ShouldEndWith("--force with --reason overrides it.");
        outcome.Gates.Where(g => !g.Passed).ShouldAllBe(g => g.Kind == "risk");
        (_versions.Alias("risk"), _versions.Alias("acceptance")).ShouldBe((null, null));
    }

    [Fact]
    public void Force_moves_it_all_the_same_and_the_registry_keeps_why()
    {
        _versions.Register(ModelKind.Risk, leaf: -0.5);

        var outcome = Run(new PromotionRequest(["risk"], "production", null, Force: true, "we know better"));

        outcome.Refusal.ShouldBeNull();
        _versions.Alias("risk").ShouldBe(1);
        var change = _versions.Registry.Read().History.ShouldHaveSingleItem();
        change.Forced.ShouldBeTrue();
        change.Why.ShouldStartWith("we know better (overridden: risk ");
    }

    [Fact]
    public void What_no_service_could_load_is_moved_by_no_force()
    {
        var version = _versions.Register(ModelKind.Risk);
        byte[] bytes = File.ReadAllBytes(version.Path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(version.Path, bytes);

        var outcome = Run(new PromotionRequest(["risk"], "production", null, Force: true, "we know better"));

        outcome.Refusal.ShouldNotBeNull().ShouldEndWith("No service could load that, so --force does not help.");
        _versions.Alias("risk").ShouldBeNull();
    }

    [Fact]
    public void What_is_there_already_is_said_and_asked_no_gate()
    {
        _versions.Register(ModelKind.Risk);
        _versions.Register(ModelKind.Acceptance);
        Run(Both);
        _judged.Clear();

        Run(new PromotionRequest(["risk"], "production", null, Force: false, null)).Refusal.ShouldBeNull();

        _judged.ShouldBeEmpty();
        _reporter.Statuses.ShouldBe(["production points at risk 1 already; --version names another one."]);
        _versions.Registry.Read().History.Count.ShouldBe(1);
    }

    [Fact]
    public void Figures_of_other_data_are_compared_with_a_warning()
    {
        _versions.Register(ModelKind.Risk);
        Run(new PromotionRequest(["risk"], "production", null, Force: false, null));
        var contents = SomeArtifacts.Of(_versions.Product, ModelKind.Risk, 0.6, SomeArtifacts.GoodMetrics, data: 'c');
        _versions.Registry.Register("risk", Lending.Models.ModelArtifact.Write(_versions.Product, contents), SomeArtifacts.Describe(contents));

        Run(new PromotionRequest(["risk"], "production", null, Force: false, null)).Refusal.ShouldBeNull();

        _reporter.Warnings.ShouldBe(["risk 2 and 1 were measured on different data, so their figures compare only roughly."]);
        _versions.Alias("risk").ShouldBe(2);
    }

    [Fact]
    public void A_model_that_is_not_there_is_a_fault() =>
        Should.Throw<RegistryException>(() => Run(Both)).Message.ShouldContain("No acceptance model is registered");

    [Fact]
    public void A_request_that_contradicts_itself_is_a_fault_of_its_option()
    {
        Should.Throw<RequestFaultException>(() => (Both with { Force = true, Reason = " " }).Check()).Message.ShouldStartWith("--force needs --reason");
        Should.Throw<RequestFaultException>(() => (Both with { Version = 0 }).Check()).Where.ShouldBe("--version 0");
        Should.Throw<RegistryException>(() => (Both with { Alias = "latest" }).Check());
        Should.NotThrow(() => (Both with { Version = 1, Force = true, Reason = "x" }).Check());
    }

    private PromotionOutcome Run(PromotionRequest request) => new PromotionJob(
        _versions.Registry, PromotionGates.Of(_versions.Workspace, SomeVersions.ProductName), _reporter, results => _judged.AddRange(results))
        .Run(request, CancellationToken.None);
}

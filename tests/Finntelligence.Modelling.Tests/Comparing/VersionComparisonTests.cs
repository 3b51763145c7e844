using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Comparing;
using Finntelligence.Modelling.Tests.Versions;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Modelling.Tests.Comparing;

public sealed class VersionComparisonTests : IDisposable
{
    private readonly SomeVersions _versions = new();

    public void Dispose() => _versions.Dispose();

    [Fact]
    public void Figures_that_differ_are_named_and_the_second_is_judged_in_the_place_of_the_first()
    {
        _versions.Register(ModelKind.Risk);
        _versions.Register(ModelKind.Risk, leaf: 0.6, SomeArtifacts.GoodMetrics.SetItem("auc", 0.5));

        var comparison = Of("risk/1", "risk/2");

        comparison.Figures.ShouldBe([new Difference("auc", "0.7", "0.5")]);
        comparison.Options.ShouldBeEmpty();
        comparison.FeaturesOfFirstOnly.ShouldBeEmpty();
        comparison.Gates.Where(g => !g.Passed).Select(g => g.Gate).ShouldBe(["AUC"]);
        (comparison.First.Entry.Version, comparison.Second.Entry.Version).ShouldBe((1, 2));
    }

    [Fact]
    public void The_model_that_decides_with_them_is_the_other_kinds_in_production_else_the_latest()
    {
        _versions.Register(ModelKind.Risk);
        var first = _versions.Register(ModelKind.Acceptance);
        var latest = _versions.Register(ModelKind.Acceptance, leaf: 0.6);

        Of("risk/1", "risk/1").Partner(_versions.Registry).Sha256.ShouldBe(latest.Entry.Sha256);
        _versions.Registry.MoveTogether("production", [new AliasTarget("acceptance", first.Entry.Version)], "a test");
        Of("risk/1", "risk/1").Partner(_versions.Registry).Sha256.ShouldBe(first.Entry.Sha256);
    }

    [Fact]
    public void Two_kinds_and_versions_that_are_not_there_are_faults()
    {
        _versions.Register(ModelKind.Risk);

        Should.Throw<RequestFaultException>(() => Of("risk/1", "acceptance/1")).Message.ShouldContain("models of two kinds");
        Should.Throw<RegistryException>(() => Of("risk/1", "risk/2")).Message.ShouldContain("There is no risk model '2'");
    }

    private VersionComparison Of(string first, string second) =>
        VersionComparison.Of(_versions.Workspace, SomeVersions.ProductName, _versions.Registry, first, second, CancellationToken.None);
}

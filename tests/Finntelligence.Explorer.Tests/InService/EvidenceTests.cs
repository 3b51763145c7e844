using Finntelligence.Explorer.InService;

namespace Finntelligence.Explorer.Tests.InService;

public sealed class EvidenceTests
{
    [Theory]
    [InlineData("cash-loan", 2)]
    [InlineData("car-loan", 1)]
    public void Shipped_reports_are_read_and_are_about_the_shipped_models(string product, int trainers)
    {
        var folder = Repository.File($"models/{product}");

        var (evidence, fault) = Evidence.Read(folder);

        fault.ShouldBeNull();
        var (registry, damage) = RegistryView.Read(folder);
        damage.ShouldBeNull();
        foreach (var version in registry.Versions.Where(v => v.Aliases.Contains("production")))
        {
            var model = evidence!.Of(version.Kind, version.Entry.Sha256).ShouldNotBeNull();
            model.Trainers!.Value.Length.ShouldBe(trainers);
            model.CalibrationCurve!.Value.ShouldAllBe(p => p.Rows > 0 && p.Low <= p.Observed && p.Observed <= p.High);
            version.Figure("auc")!.Value.ShouldBe(model.Trainers.Value[0].Metrics["auc"]!.Value, 1e-5);
        }

        evidence!.Gates.ShouldNotBeEmpty();
        evidence.Verdict.Level.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("{\"models\":7}", "models")]
    public void A_report_of_another_form_is_named_as_a_fault(string json, string where)
    {
        using var folder = new TestFolder();
        folder.Write(Evidence.FileName, json);

        var (evidence, fault) = Evidence.Read(folder.Path);

        evidence.ShouldBeNull();
        fault.ShouldNotBeNull().ShouldContain(where);
    }

    [Fact]
    public void No_report_and_no_registry_are_nothing_to_complain_of()
    {
        using var folder = new TestFolder();

        Evidence.Read(folder.Path).ShouldBe((null, null));
        var (view, fault) = RegistryView.Read(folder.Path);
        fault.ShouldBeNull();
        view.Versions.ShouldBeEmpty();
        view.Moves.ShouldBeEmpty();
    }
}

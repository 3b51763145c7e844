using System.Net;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool.Checks;
using Finntelligence.Api.Tests.Support;
using Finntelligence.Lending.Offers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Tests.Pool.Checks;

/// <summary>Decisions that ML.NET's engines score again.</summary>
public sealed class DecisionChecksTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Every_decision_is_confirmed_when_all_are_checked()
    {
        await using var service = Service("1");
        for (var i = 0; i < 20; i++)
            (await service.PostAsync(TestService.ValidBody)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await service.PostAsync(TestService.With(json => json["search"] = new System.Text.Json.Nodes.JsonObject { ["mode"] = "exact" })))
            .StatusCode.ShouldBe(HttpStatusCode.OK);

        await Checked(service, 21);

        var decisions = (await (await service.CreateClient().GetAsync("/")).JsonAsync())["mlNet"]!["decisions"]!;
        decisions.ToJsonString().ShouldBe("""{"oneIn":1,"confirmed":21,"disagreeing":0,"skipped":0}""");
    }

    [Fact]
    public async Task The_first_and_then_one_in_so_many_is_checked()
    {
        await using var service = Service("8");
        for (var i = 0; i < 17; i++)
            await service.PostAsync(TestService.ValidBody);

        await Checked(service, 3);
    }

    [Fact]
    public async Task None_is_checked_when_none_shall_be()
    {
        await using var service = Service("0");
        await service.PostAsync(TestService.ValidBody);

        var checks = service.Services.GetRequiredService<DecisionChecks>();
        checks.Counts.ShouldBe(new DecisionCheckCounts(0, 0, 0));
        checks.Waiting.Count.ShouldBe(0);
    }

    [Fact]
    public void A_rehearsal_is_checked_once_and_the_first_decision_is_checked_all_the_same()
    {
        using var service = Service("0");
        var snapshot = service.Pool.Current!;
        var request = snapshot.Requests.Read(System.Text.Encoding.UTF8.GetBytes(TestService.ValidBody)).Request!;
        var decision = snapshot.Engine.Decide(request);
        var checks = new DecisionChecks(Options.Create(new ServiceOptions()));

        checks.Rehearse(snapshot, Guid.NewGuid(), request.Applicant, decision);
        checks.Rehearse(snapshot, Guid.NewGuid(), request.Applicant, decision);
        checks.Sample(snapshot, Guid.NewGuid(), request.Applicant, decision);

        checks.Waiting.TryRead(out var rehearsed).ShouldBeTrue();
        rehearsed!.IsRehearsal.ShouldBeTrue();
        checks.Waiting.TryRead(out var sampled).ShouldBeTrue();
        sampled!.IsRehearsal.ShouldBeFalse();
        checks.Waiting.Count.ShouldBe(0);
        checks.Counts.ShouldBe(new DecisionCheckCounts(0, 0, 0));
    }

    [Fact]
    public async Task A_decline_is_checked_too()
    {
        _workspace.Promote(TestModels.RiskOfCertainDefault(_workspace.Product), TestModels.Acceptance(_workspace.Product));
        await using var service = Service("1");
        (await (await service.PostAsync(TestService.ValidBody)).JsonAsync())["decision"]!.GetValue<string>().ShouldBe("decline");

        await Checked(service, 1);
    }

    [Fact]
    public async Task Lines_of_a_batch_are_decisions()
    {
        await using var service = Service("1");
        var line = TestService.ValidBody.ReplaceLineEndings(" ");
        using var content = new StringContent($"{line}\n{line}\n", System.Text.Encoding.UTF8, "application/x-ndjson");
        (await service.CreateClient().PostAsync("/predict/batch", content)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await Checked(service, 2);
    }

    [Fact]
    public void A_decision_is_skipped_and_not_waited_for_when_too_many_wait()
    {
        using var service = Service("64");
        var snapshot = service.Pool.Current!;
        var request = snapshot.Requests.Read(System.Text.Encoding.UTF8.GetBytes(TestService.ValidBody)).Request!;
        var decision = snapshot.Engine.Decide(request);
        // Nobody takes anything out.
        var checks = new DecisionChecks(Options.Create(new ServiceOptions { Models = new ModelOptions { CheckOneIn = 1 } }));

        for (var i = 0; i < DecisionChecks.Capacity + 5; i++)
            checks.Sample(snapshot, Guid.NewGuid(), request.Applicant, decision);

        checks.Counts.ShouldBe(new DecisionCheckCounts(0, 0, 5));
    }

    [Fact]
    public void A_disagreement_is_an_error_with_versions_and_bits_and_without_the_applicant()
    {
        using var service = Service("1");
        var snapshot = service.Pool.Current!;
        var request = snapshot.Requests.Read(System.Text.Encoding.UTF8.GetBytes(TestService.ValidBody)).Request!;
        var offer = snapshot.Engine.Decide(request).Offer.ShouldNotBeNull();
        var checker = service.Services.GetServices<IHostedService>().OfType<DecisionChecker>().Single();
        var wrong = offer with { ProbabilityOfDefault = MathF.BitIncrement((float)offer.ProbabilityOfDefault) };
        var id = Guid.NewGuid();

        checker.Agrees(new SampledDecision(snapshot, id, request.Applicant, offer)).ShouldBeTrue();
        checker.Agrees(new SampledDecision(snapshot, id, request.Applicant, wrong)).ShouldBeFalse();

        var record = service.Logs.Of("Finntelligence.Api.Pool.Checks.DecisionChecker").Single();
        record.Level.ShouldBe(LogLevel.Error);
        record.Message.ShouldContain($"{id}");
        record.Message.ShouldContain(snapshot.Risk.Model.Sha256);
        record.Message.ShouldContain("0x");
        foreach (var value in new[] { "3200", "610", "29" })
            record.Message.Replace($"{id}", "").Replace(snapshot.Risk.Model.Sha256, "").Split(' ', ';', ',').ShouldNotContain(value);
    }

    [Fact]
    public void A_decision_is_checked_by_the_engines_of_the_pair_that_made_it()
    {
        using var service = Service("1");
        var snapshot = service.Pool.Current!;
        var request = snapshot.Requests.Read(System.Text.Encoding.UTF8.GetBytes(TestService.ValidBody)).Request!;
        var offer = snapshot.Engine.Decide(request).Offer.ShouldNotBeNull();
        _workspace.Promote(TestModels.Risk(_workspace.Product, baseScore: -1.25), TestModels.Acceptance(_workspace.Product, baseScore: -1.75));
        service.Pool.Refresh();
        service.Pool.Current.ShouldNotBeSameAs(snapshot);
        var checker = service.Services.GetServices<IHostedService>().OfType<DecisionChecker>().Single();

        checker.Agrees(new SampledDecision(snapshot, Guid.NewGuid(), request.Applicant, offer)).ShouldBeTrue();
        checker.Agrees(new SampledDecision(service.Pool.Current!, Guid.NewGuid(), request.Applicant, offer)).ShouldBeFalse();
    }

    private TestService Service(string oneIn) => new(_workspace, ("Finntelligence:Models:CheckOneIn", oneIn));

    private static async Task Checked(TestService service, long count)
    {
        var checks = service.Services.GetRequiredService<DecisionChecks>();
        for (var wait = 0; checks.Counts.Confirmed + checks.Counts.Disagreeing < count && wait < 3000; wait++)
            await Task.Delay(10);
        checks.Counts.ShouldBe(new DecisionCheckCounts(count, 0, 0));
    }
}

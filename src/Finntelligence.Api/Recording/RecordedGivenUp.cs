using System.Text.Json;
using Finntelligence.Api.Experimenting;
using Finntelligence.Decisions.Records;
using Finntelligence.Experiments.Assigning;
using Finntelligence.Experiments.Definitions;

namespace Finntelligence.Api.Recording;

/// <summary>
/// Reads out of the log what an experiment has given up, so that a restart does not open its limits anew. An answer that was erased counts as
/// the most that one decision may give up.
/// </summary>
internal sealed class RecordedGivenUp(IServiceProvider services) : IGivenUpBefore
{
    public async Task<(double InAll, double Today)> OfAsync(PricingExperiment experiment, DateOnly today, CancellationToken cancellationToken)
    {
        // Asked for late: a log that cannot be opened ends the start elsewhere, with its own words.
        if (services.GetRequiredService<DecisionRecorder>().Log?.Store is not { } store)
            return (0, 0);
        var versions = experiment.Versions.Where(v => v.Salt == experiment.Current.Salt).ToArray();
        var numbers = versions.Select(v => v.Version).ToHashSet();
        var unknown = experiment.Current.Guardrails.MostForDecision ?? 0;
        var (all, day) = (0.0, 0.0);
        await foreach (var decision in store.ReadAsync(versions.Min(v => v.At), null, cancellationToken))
        {
            if (!ArmPolicyName.TryParse(decision.Policy, out var version, out _) || !numbers.Contains(version))
                continue;
            var given = decision.Answer is null ? unknown : GivenUp(decision.Answer);
            all += given;
            if (DateOnly.FromDateTime(Moments.Time(decision.At).UtcDateTime) == today)
                day += given;
        }

        return (all, day);
    }

    private static double GivenUp(string answer)
    {
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.TryGetProperty("experiment", out var experiment) ? experiment.GetProperty("givenUp").GetDouble() : 0;
    }
}

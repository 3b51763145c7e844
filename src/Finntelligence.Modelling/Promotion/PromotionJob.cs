using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Lending.RateCards;
using Finntelligence.Modelling.Gates;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Modelling.Promotion;

/// <summary>Points an alias at versions that pass the gates.</summary>
/// <param name="registry">Where the versions are.</param>
/// <param name="gates">Judge them.</param>
/// <param name="reporter">Is told what a reader must know of the versions.</param>
/// <param name="judged">Is shown what the gates found, before anything moves.</param>
/// <param name="further">Gates of all the versions together, from other rooms; null for none.</param>
public sealed class PromotionJob(
    IModelRegistry registry, PromotionGates gates, IReporter reporter, Action<ImmutableArray<GateResult>> judged,
    Func<RegistryState, ImmutableArray<PromotionTarget>, CancellationToken, IEnumerable<GateResult>>? further = null)
{
    /// <summary>Does what a request asks that was checked.</summary>
    /// <exception cref="RequestFaultException">The request names no model or no version.</exception>
    public PromotionOutcome Run(PromotionRequest request, CancellationToken cancellation)
    {
        Verdict? verdict = null;
        // Chosen and judged where the move is made: what another command does meanwhile comes before or after all of it.
        AliasChange? change = registry.MoveTogether(
            state =>
            {
                verdict = Judge(state, request, cancellation);
                return verdict.Wish;
            },
            cancellation);
        return new PromotionOutcome(verdict!.Results, change, verdict.Refusal);
    }

    private Verdict Judge(RegistryState state, PromotionRequest request, CancellationToken cancellation)
    {
        var targets = PromotionTarget.Find(
            registry, state, request.Models, request.Alias, request.Version?.ToString(CultureInfo.InvariantCulture));
        foreach (PromotionTarget there in targets.Where(t => t.IsThere))
            reporter.Status($"{request.Alias} points at {there.Version.Kind} {there.Version.Entry} already; --version names another one.");
        PromotionTarget[] moving = [.. targets.Where(t => !t.IsThere)];
        foreach (PromotionTarget other in moving.Where(t => !t.IsComparable))
        {
            reporter.Warning(
                $"{other.Version.Kind} {other.Version.Entry} and {other.Incumbent} were measured on different data, "
                + "so their figures compare only roughly.");
        }

        foreach (PromotionTarget card in moving.Where(t => t.Version.Kind == SegmentCard.Kind))
            WarnOfModels(state, card.Version, targets, request.Alias);

        GateRun[] runs = [.. moving.Select(t => gates.Check(t.Version, t.Incumbent, request.Alias, cancellation))];
        // What no service could load cannot be asked for offers.
        bool asksFurther = further is not null && moving.Length > 0 && runs.All(r => r.CanServe);
        ImmutableArray<GateResult> results =
            [.. runs.SelectMany(r => r.Results), .. asksFurther ? further!(state, targets, cancellation) : []];
        if (results.Length > 0)
            judged(results);

        GateResult[] failed = [.. results.Where(r => !r.Passed)];
        string failures = string.Join("; ", failed.Select(f => f.ToString()));
        if (failed.Length > 0 && (!request.Force || runs.Any(r => !r.CanServe)))
        {
            string hint = runs.Any(r => !r.CanServe)
                ? "No service could load that, so --force does not help."
                : "--force with --reason overrides it.";
            return new Verdict(results, null, $"Nothing was promoted. {failures}. {hint}");
        }
        string why = failed.Length > 0 ? $"{request.Reason} (overridden: {failures})" : request.Reason ?? "promoted";
        AliasTarget[] moves = [.. targets.Select(t => new AliasTarget(t.Version.Kind, t.Version.Entry.Version))];
        return new Verdict(results, new AliasWish(request.Alias, moves, why, Forced: failed.Length > 0), null);
    }

    // The card's figures are those of the models that it was found with; its rates hold whatever models there are.
    private void WarnOfModels(RegistryState state, ModelVersion card, ImmutableArray<PromotionTarget> targets, string alias)
    {
        foreach (string kind in ModelKinds.Names)
        {
            string? found = card.Entry.Tags.GetValueOrDefault(kind);
            VersionEntry? there = targets.FirstOrDefault(t => t.Version.Kind == kind)?.Version.Entry ?? state.Find(kind, alias);
            if (found is not null && there is not null && found != there.ToString())
                reporter.Warning($"{card.Kind} {card.Entry} was found with {kind} {found}, and {alias} has {kind} {there}: its figures are of other models.");
        }
    }

    /// <param name="Results">Every gate.</param>
    /// <param name="Wish">The move; null when the gates refuse it.</param>
    /// <param name="Refusal">Why they do.</param>
    private sealed record Verdict(ImmutableArray<GateResult> Results, AliasWish? Wish, string? Refusal);
}

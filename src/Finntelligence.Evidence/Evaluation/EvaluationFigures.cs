using System.Collections.Immutable;
using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Evidence.Evaluation.Estimators;
using Finntelligence.Evidence.Evaluation.Policies;
using Finntelligence.Evidence.Evaluation.Results;
using Finntelligence.Experiments.Estimators;

namespace Finntelligence.Evidence.Evaluation;

/// <summary>Turns policies and row terms into estimates with intervals: one set of columns, one bootstrap for all of them.</summary>
internal sealed class EvaluationFigures(
    RateGrid grid, Experiment experiment, Propensities propensities, double costOfFunds, PolicySet policies, ScoredRows[,] scored,
    EvaluationOptions options, int threads)
{
    /// <summary>Half width within which a rate counts as the policy's, percentage points.</summary>
    public const double Window = 0.5;

    private const string Scope =
        "Only the rate was randomised: amount and months are what each client chose, so the values are those of the rates alone. "
        + "A client who does not take the offer earns 0. Policy bounds of the engine other than the rate's play no part.";

    private readonly ColumnSet _columns = new();
    private readonly double[] _profit = RealisedProfit.Recorded(experiment, costOfFunds);

    /// <summary>Every figure.</summary>
    public PolicyEvaluation Compute(
        EvaluationData data, string currency, ProbitCheck? probit, IProgress<double> progress, CancellationToken cancellation)
    {
        int ones = _columns.Add([.. Enumerable.Repeat(1.0, experiment.Count)]);
        var main = new RowTerms(grid, experiment, propensities, _profit, Window);
        PolicyColumns[] columns = [.. policies.Policies.Select(p => Columns(main, p))];
        Alternative[] alternatives =
        [
            Robust("window025", "Windows of ± 0.25 point", _profit, 0.25, null, ones),
            Robust("window1", "Windows of ± 1 point", _profit, 1, null, ones),
            .. experiment.Earned is null
                ? [Robust("offeredInterest", "Interest at the offered rate", RealisedProfit.AtOfferedRate(experiment, costOfFunds), Window, null, ones)]
                : Array.Empty<Alternative>(),
            Robust("contractIsOffer", "Only rows whose contract rate is the offered one", _profit, Window, row => experiment.ContractRates[row] == experiment.Rates[row], ones),
        ];
        PolicyColumns[] variants = [.. policies.Variants.Select(positions => Columns(main, new RatePolicy("", "", positions)))];
        var clustered = _columns.Grouped(experiment.Clusters);
        _columns.Resample(options.Replicates, options.Seed, threads, progress, cancellation);
        clustered.Resample(options.Replicates, options.Seed, threads, null, cancellation);

        var card = columns[0];
        var byCluster = columns.Select((c, p) => new NamedEstimate(
            policies.Policies[p].Name, c.Refusal is null ? clustered.Estimate(c.Robust, ones, card.Refusal is null ? (card.Robust, ones) : null) : null));
        return new PolicyEvaluation
        {
            Data = data,
            Settings = new EvaluationSettings(currency, Modelling.FoldModels.Folds, Window, costOfFunds, options.Replicates, 0.9, options.Seed, Scope),
            Policies = [.. policies.Policies.Select((policy, p) => Value(policy, columns[p], card, ones))],
            Sensitivities =
            [
                .. alternatives.Select(a => new Sensitivity(a.Name, a.Title, a.Rows, [.. a.Columns.Select((c, p) =>
                    new NamedEstimate(policies.Policies[p].Name, Robust(c, a.Columns[0], a.Bottom)))])),
                new Sensitivity("clustered", "Whole branches resampled", experiment.Count, [.. byCluster]),
            ],
            Variants = [.. Variant.All.Select((variant, v) => Tried(variant, v, Robust(variants[v], card, ones)))],
            RateCards = policies.Cards,
            Probit = probit,
        };
    }

    private Estimate? Robust(PolicyColumns own, PolicyColumns card, int bottom) =>
        own.Refusal is null ? _columns.Estimate(own.Robust, bottom, card.Refusal is null ? (card.Robust, bottom) : null) : null;

    private VariantTried Tried(Variant variant, int v, Estimate? outer) => new(
        variant.Name, variant.Title, variant.Family, [.. policies.Inner.Select(d => d[v].Mean)],
        [.. policies.Inner.Select(d => d[v].LowerBound)], [.. ChosenIn(v)], outer,
        Share(policies.Variants[v]));

    private IEnumerable<RuleChoice> ChosenIn(int variant) => SafeChoice.Rules
        .Select((rule, number) => new RuleChoice(rule.Name, [.. Enumerable.Range(0, policies.Inner.Length).Where(fold => policies.Chosen[number][fold] == variant)]))
        .Where(choice => !choice.Folds.IsEmpty);

    private PolicyValue Value(RatePolicy policy, PolicyColumns own, PolicyColumns card, int ones) => new()
    {
        Name = policy.Name,
        Title = policy.Title,
        Refusal = own.Refusal,
        InversePropensity = own.Refusal is null ? _columns.Estimate(own.Inverse, ones, card.Refusal is null ? (card.Inverse, ones) : null) : null,
        SelfNormalised = own.Refusal is null ? _columns.Estimate(own.Inverse, own.Weight, card.Refusal is null ? (card.Inverse, card.Weight) : null) : null,
        DoublyRobust = Robust(own, card, ones),
        Weights = WeightStatistics.Of(own.Overlap),
        MeanRate = OfferedRates.Mean(grid, experiment, policy),
        ShareAtCard = OfferedRates.ShareAtCard(grid, experiment, policy),
        Rates = OfferedRates.ByClass(grid, experiment, policy),
    };

    private double Share(byte[] positions) => OfferedRates.ShareAtCard(grid, experiment, new RatePolicy("", "", positions));

    private PolicyColumns Columns(RowTerms terms, RatePolicy policy)
    {
        var (weight, inverse, robust) = Terms(terms, policy);
        var overlap = Overlap.Of(weight);
        return new PolicyColumns(_columns.Add(weight), _columns.Add(inverse), _columns.Add(robust), overlap, Refusal(terms, policy, overlap));
    }

    private Alternative Robust(string name, string title, double[] profit, double window, Func<int, bool>? counts, int ones)
    {
        // Rows that do not count must not make the others more probable either.
        int[] kept = [.. Enumerable.Range(0, experiment.Count).Where(row => counts is null || counts(row))];
        var odds = counts is null ? propensities : new Propensities(Only(kept));
        var terms = new RowTerms(grid, experiment, odds, profit, window);
        int bottom = counts is null ? ones : _columns.Add([.. Enumerable.Range(0, experiment.Count).Select(row => counts(row) ? 1.0 : 0)]);
        PolicyColumns[] columns = [.. policies.Policies.Select(policy =>
        {
            var (weight, _, robust) = Terms(terms, policy);
            var overlap = Overlap.Of([.. kept.Select(row => weight[row])]);
            return new PolicyColumns(
                -1, -1, _columns.Add(counts is null ? robust : [.. robust.Select((value, row) => counts(row) ? value : 0)]), overlap, Refusal(terms, policy, overlap));
        })];
        return new Alternative(name, title, kept.Length, bottom, columns);
    }

    private string? Refusal(RowTerms terms, RatePolicy policy, Overlap overlap) =>
        overlap.Refusal(Enumerable.Range(0, experiment.Count).Average(row => terms.Outside(policy, row)));

    private Experiment Only(int[] rows) => experiment with
    {
        Rates = [.. rows.Select(row => experiment.Rates[row])],
        Strata = [.. rows.Select(row => experiment.Strata[row])],
    };

    private (double[] Weight, double[] Inverse, double[] Robust) Terms(RowTerms terms, RatePolicy policy)
    {
        var (weight, inverse, robust) = (new double[experiment.Count], new double[experiment.Count], new double[experiment.Count]);
        for (int fold = 0; fold < scored.GetLength(0); fold++)
        {
            var own = scored[fold, fold];
            for (int i = 0; i < own.Rows.Length; i++)
            {
                int row = own.Rows[i];
                (weight[row], inverse[row], robust[row]) = terms.Of(policy, row, own.Profit[i], own.ProfitOffered[i]);
            }
        }
        return (weight, inverse, robust);
    }

    private sealed record PolicyColumns(int Weight, int Inverse, int Robust, Overlap Overlap, string? Refusal);

    private sealed record Alternative(string Name, string Title, int Rows, int Bottom, PolicyColumns[] Columns);
}

using System.Collections.Immutable;
using Finntelligence.Experiments.Estimators;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Logged;

/// <summary>Values policies on the decisions of a log.</summary>
internal sealed class LogEvaluationRun(
    ProductDefinition product, DecisionFile log, ExpectedProfits? expected, IReadOnlyList<RatedPolicy> policies, LogRunOptions options)
{
    private static readonly double[] Bandwidths = [0.25, 0.5, 1, 2, 4];

    private readonly LogPropensities _odds = new(log.Decisions, log.HasPropensities, (double)product.Offer.Rate.Step, options.Window);
    private readonly LoggedProfit _profit = new(product, options.AsOf);

    /// <summary>Half width within which a rate is the policy's.</summary>
    public double Window => _odds.Window;

    /// <summary>Counts of the log.</summary>
    public LogData Describe(string name, string sha256)
    {
        var old = Old().Select(row => log.Decisions[row]).ToArray();
        return new LogData(
            name, sha256, log.Decisions.Length, log.Declines, log.Faults.Count, old.Length,
            old.Count(d => d.Accepted == true && !_profit.IsSettled(d)), old.Count(d => d.Accepted is null && double.IsNaN(d.Profit)),
            log.Decisions.Length - old.Length, log.HasPropensities, log.Decisions.Count(d => !log.HasPropensities || d.Propensity < 1));
    }

    /// <summary>Values on the decisions that are old enough to be judged.</summary>
    public ImmutableArray<ValuedPolicy> OnOld(CancellationToken cancellation) => Value(Old(), cancellation);

    /// <summary>Values on all decisions, to date.</summary>
    public ImmutableArray<ValuedPolicy> ToDate(CancellationToken cancellation) => Value([.. Enumerable.Range(0, log.Decisions.Length)], cancellation);

    /// <summary>Values on the decisions that are old enough, the first policy being what the others are compared with.</summary>
    public ImmutableArray<ValuedPolicy> AgainstFirst(CancellationToken cancellation) =>
        Old() is { Length: > 0 } rows ? PolicyValuation.Value([.. Samples(rows).Skip(1)], options.Valuation, cancellation) : [];

    /// <summary>How often each rate was offered, and would be.</summary>
    public ImmutableArray<RateOverlap> Rates()
    {
        double step = (double)product.Offer.Rate.Step;
        double[] logged = [.. log.Decisions.Select(d => Bin((double)d.Terms.Rate))];
        return
        [
            .. logged.Concat(policies.SelectMany(p => p.Rates.Where(r => !double.IsNaN(r)).Select(Bin))).Distinct().Order().Select(rate => new RateOverlap(
                rate, logged.Count(r => r == rate) / (double)logged.Length,
                [.. policies.Select(p => new PolicyShare(p.Name, p.Rates.Count(r => Bin(r) == rate) / (double)p.Rates.Length))])),
        ];

        double Bin(double rate) => Math.Round(Math.Round(rate / step) * step, 6);
    }

    // Administrative censoring goes by the date of the offer alone, so the offers that are old enough are a fair sample. The loans that ended
    // are none: short ones end first.
    private int[] Old() => [.. Enumerable.Range(0, log.Decisions.Length).Where(row => _profit.MonthsOnBook(log.Decisions[row]) >= options.HorizonMonths)];

    private ImmutableArray<ValuedPolicy> Value(int[] rows, CancellationToken cancellation)
    {
        return rows.Length == 0 ? [] : PolicyValuation.Value(Samples(rows), options.Valuation, cancellation);
    }

    private NamedSample[] Samples(int[] rows)
    {
        double[] rewards = [.. rows.Select(row => _profit.Of(log.Decisions[row]))];
        double[]? offered = expected is null ? null : [.. rows.Select(row => expected.AsOffered[row])];
        var asLogged = new LoggedSample
        {
            Rewards = rewards,
            Propensities = Ones(rows.Length),
            Target = Ones(rows.Length),
            Modelled = offered,
            ModelledTarget = offered,
        };
        return
        [
            new("logged", "As logged", asLogged),
            .. policies.Select((p, place) => Sample(p, expected?.ByPolicy[place], rows, rewards, offered)),
            .. log.Policies.Select((name, p) => new NamedSample(name, $"{name}, as the log has it", new LoggedSample
            {
                Rewards = rewards,
                Propensities = [.. rows.Select(row => _odds.Of(row, (double)log.Decisions[row].Terms.Rate))],
                Target = [.. rows.Select(row => log.Decisions[row].Targets[p])],
            })),
        ];
    }

    private NamedSample Sample(RatedPolicy policy, double[]? atPolicy, int[] rows, double[] rewards, double[]? offered)
    {
        double[] rates = [.. rows.Select(row => policy.Rates[row])];
        var (propensities, target, modelled) = (Ones(rows.Length), new double[rows.Length], new double[rows.Length]);
        for (int i = 0; i < rows.Length; i++)
        {
            double rate = rates[i];
            if (double.IsNaN(rate))
                continue;
            double odds = _odds.Of(rows[i], rate);
            if (odds > 0 && _odds.Matches(rows[i], rate))
                (propensities[i], target[i]) = (odds, 1);
            modelled[i] = atPolicy?[rows[i]] ?? 0;
        }
        var exact = WithoutOffer(rates, new LoggedSample
        {
            Rewards = rewards,
            Propensities = propensities,
            Target = target,
            Modelled = offered,
            ModelledTarget = atPolicy is null ? null : modelled,
        });
        double[] densities = [.. rows.Select(_odds.Density)];
        return new NamedSample(policy.Name, policy.Title, exact, _odds.Outside(rates)) { Further = [Kernel(rates, rows, densities, rewards, offered, exact)] };
    }

    private Estimator Kernel(double[] rates, int[] rows, double[] densities, double[] rewards, double[]? offered, LoggedSample exact)
    {
        double[] logged = [.. rows.Select(row => (double)log.Decisions[row].Terms.Rate)];
        LoggedSample At(double h) => WithoutOffer(rates, KernelEstimator.Sample(rewards, logged, densities, rates, h, offered, exact.ModelledTarget));
        double bandwidth = KernelEstimator.Bandwidth(At, [.. Bandwidths.Where(h => h >= Window)]);
        var sample = At(bandwidth);
        return (sample.HasModel ? PolicyEstimators.SelfNormalisedDoublyRobust(sample) : PolicyEstimators.SelfNormalised(sample)) with
        {
            Name = "kernel",
            Title = "Kernel around the rate, self-normalised",
            Threshold = bandwidth,
        };
    }

    // To make no offer earns nothing, for certain: that needs no evidence, and counts like any decision.
    private static LoggedSample WithoutOffer(double[] rates, LoggedSample sample)
    {
        if (!rates.Any(double.IsNaN))
            return sample;
        return sample with
        {
            Rewards = Put(sample.Rewards, 0),
            Propensities = Put(sample.Propensities, 1),
            Target = Put(sample.Target, 1),
            Modelled = sample.Modelled is { } modelled ? Put(modelled, 0) : null,
            ModelledTarget = sample.ModelledTarget is { } target ? Put(target, 0) : null,
        };

        double[] Put(double[] values, double value) => [.. values.Select((v, i) => double.IsNaN(rates[i]) ? value : v)];
    }

    private static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];
}

/// <summary>How a log is valued.</summary>
/// <param name="AsOf">When profit is counted.</param>
/// <param name="HorizonMonths">Age from which an offer is judged.</param>
/// <param name="Window">Half width where strata are all there is.</param>
/// <param name="Valuation">Bootstrap.</param>
internal sealed record LogRunOptions(DateTimeOffset AsOf, double HorizonMonths, double Window, ValuationOptions Valuation);

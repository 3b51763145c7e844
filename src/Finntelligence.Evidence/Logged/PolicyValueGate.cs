using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Experiments.Estimators;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Gates;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;
using ModelKind = Finntelligence.Lending.Products.ModelKind;

namespace Finntelligence.Evidence.Logged;

/// <summary>
/// A promotion gate of the pair: what the offers of the new pair are worth by the decision log, less those of the pair that serves. The lower
/// end of the interval counts, so a log that says too little lets nothing pass.
/// </summary>
/// <param name="productFile">product.json.</param>
/// <param name="registry">Where the versions are.</param>
/// <param name="log">decisions.csv.</param>
/// <param name="alias">Where the versions shall go.</param>
/// <param name="mostLoss">An offer, that the interval may reach below 0; ≥ 0.</param>
/// <param name="valuation">Bootstrap.</param>
public sealed class PolicyValueGate(string productFile, IModelRegistry registry, string log, string alias, double mostLoss, ValuationOptions valuation)
{
    private const string Pair = "both";
    private const string Gate = "policy value by the log";

    /// <summary>The gate's result; none where no pair serves under the alias yet.</summary>
    /// <param name="state">A reading of the registry.</param>
    /// <param name="targets">Versions that shall move.</param>
    /// <param name="cancellation">Checked often.</param>
    public IEnumerable<GateResult> Check(RegistryState state, ImmutableArray<PromotionTarget> targets, CancellationToken cancellation)
    {
        if (ModelKinds.Names.Any(kind => state.Find(kind, alias) is null))
            return [];
        var product = ProductLoader.Load(productFile);
        ModelVersion[] serving = [.. ModelKinds.Names.Select(kind => registry.Resolve(state, kind, alias))];
        ModelVersion[] wished = [.. serving.Select(v => targets.FirstOrDefault(t => t.Version.Kind == v.Kind)?.Version ?? v)];
        return [Compare(product, Load(product, serving, "in service"), Load(product, wished, "candidate"), cancellation)];
    }

    private GateResult Compare(ProductDefinition product, RegisteredModels serving, RegisteredModels wished, CancellationToken cancellation)
    {
        string limit = string.Create(CultureInfo.InvariantCulture, $"lower bound of the difference ≥ {-mostLoss:0.##} {product.Currency} an offer");
        var file = DecisionFileReader.Read(log, product, [], cancellation);
        if (!file.HasPropensities)
            return new GateResult(Pair, Gate, false, "the log has no propensities", limit);
        RatedPolicy[] policies =
        [
            RatedPolicy.Engine(serving, "serving", file.Decisions, valuation.Threads, cancellation) with { Name = "serving" },
            RatedPolicy.Engine(wished, "candidate", file.Decisions, valuation.Threads, cancellation) with { Name = "candidate" },
        ];
        var options = new LogRunOptions(file.Latest, file.Decisions.Max(d => d.Terms.Months) + 1, LogEvaluationJob.Window, valuation);
        var expected = ExpectedProfits.Of(new ExpectedByModels(product, serving.Risk, serving.Acceptance), file.Decisions, policies, valuation.Threads, cancellation);
        var run = new LogEvaluationRun(product, file, expected, policies, options);
        var valued = run.AgainstFirst(cancellation);
        if (valued.IsEmpty)
            return new GateResult(Pair, Gate, false, "no offer of the log is old enough to be judged", limit);
        if (valued.FirstOrDefault(v => v.Refusal is not null) is { } refused)
            return new GateResult(Pair, Gate, false, $"cannot be told of the {refused.Name} pair, since {refused.Refusal}", limit);
        var (difference, interval) = (valued[1].Quoted!.Difference!.Value, valued[1].Quoted!.DifferenceInterval!.Value);
        return new GateResult(
            Pair, Gate, interval.Lower >= -mostLoss,
            string.Create(CultureInfo.InvariantCulture, $"{difference:0.00} [{interval.Lower:0.00}, {interval.Upper:0.00}]"), limit);
    }

    private static RegisteredModels Load(ProductDefinition product, ModelVersion[] pair, string what) => new(
        product, VersionFile.Read(pair.First(v => ModelKinds.Find(v.Kind) == ModelKind.Risk), product),
        VersionFile.Read(pair.First(v => ModelKinds.Find(v.Kind) == ModelKind.Acceptance), product), what);
}

using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Trees;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Modelling.Gates;

/// <summary>Whether an ensemble keeps the directions its features declare.</summary>
internal static class MonotoneGates
{
    private const string RateInput = "rate";

    /// <summary>One result for each feature with a direction.</summary>
    /// <param name="kind">"risk" or "acceptance".</param>
    /// <param name="ensemble">With the product's features.</param>
    /// <param name="rows">Rows to try where the trees themselves prove nothing.</param>
    /// <param name="cancellationToken">Checked often.</param>
    /// <param name="metrics">The version's figures; those of <see cref="RatePromise"/> among them tell how much of the promise about the rate is broken.</param>
    public static ImmutableArray<GateResult> Check(
        string kind, TreeEnsemble ensemble, int rows, CancellationToken cancellationToken, IReadOnlyDictionary<string, double>? metrics = null) =>
    [
        .. Enumerable.Range(0, ensemble.Features.Length)
            .Where(j => ensemble.Features[j].Monotonicity != Monotonicity.None)
            .Select(j => Check(kind, ensemble, j, rows, metrics, cancellationToken)),
    ];

    private static GateResult Check(
        string kind, TreeEnsemble ensemble, int feature, int rows, IReadOnlyDictionary<string, double>? metrics, CancellationToken cancellationToken)
    {
        var spec = ensemble.Features[feature];
        var (never, moves) = spec.Monotonicity == Monotonicity.Increasing ? ("never falls", "falls") : ("never rises", "rises");
        var gate = $"monotone in {spec.Name}";
        if (MonotoneProof.Holds(ensemble, feature, spec.Monotonicity))
            return new GateResult(kind, gate, true, "proved by every tree", never);
        var breach = MonotoneSearch.Find(ensemble, feature, spec.Monotonicity, rows, cancellationToken);
        var figure = breach is null
            ? string.Create(CultureInfo.InvariantCulture, $"held on {rows} rows at every threshold")
            : string.Create(CultureInfo.InvariantCulture, $"{moves} by {breach.Size:0.0#####} from {breach.From} to {breach.To}") + Measured(spec.Name, moves, metrics);
        return new GateResult(kind, gate, breach is null, figure, never);
    }

    // A score's units say little to people; that so many applicants would be answered the wrong way does.
    private static string Measured(string feature, string moves, IReadOnlyDictionary<string, double>? metrics) =>
        feature == RateInput && metrics is not null
            && metrics.TryGetValue(RatePromise.ShareFigure, out var share) && metrics.TryGetValue(RatePromise.LargestFigure, out var largest)
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"; over the product's rates it {moves} somewhere for {share * 100:0.0#} % of the applicants of history, by up to {largest:0.0###} in probability")
                : "";
}

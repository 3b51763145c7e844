using System.Collections.Immutable;
using Finntelligence.Evidence.Evaluation.Results;
using Finntelligence.Evidence.Monitoring;
using Finntelligence.Evidence.Reporting.Figures;
using Finntelligence.Evidence.Reporting.Reading;
using Finntelligence.Foundation.Output;
using Finntelligence.Lending.Drift;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Gates;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Evidence.Reporting;

/// <summary>Brings all figures of a report together, in its order.</summary>
/// <param name="product">The product.</param>
/// <param name="settings">What the report knows beyond it.</param>
/// <param name="data">The history.</param>
/// <param name="threads">0 for one per core; has no influence on the figures.</param>
/// <param name="reporter">Is told how far it is.</param>
internal sealed class ReportRun(ProductDefinition product, ReportSettings settings, ReportData data, int threads, IReporter reporter)
{
    private static readonly VerdictFigures NotYet = new(VerdictLevel.NoVerdict, "", [], []);

    /// <summary>The figures.</summary>
    /// <param name="alias">The alias of the models.</param>
    /// <param name="targets">Both versions, with those they would replace.</param>
    /// <param name="limits">Of the promotion gates.</param>
    /// <param name="value">What policies are worth; null where nobody evaluated them.</param>
    /// <param name="drift">The present; null where no file of it was given.</param>
    /// <param name="cancellation">Checked often.</param>
    public ReportFigures Of(
        string alias, IReadOnlyList<PromotionTarget> targets, PromotionLimits limits, PolicyEvaluation? value, DriftFigures? drift,
        CancellationToken cancellation)
    {
        var gates = new PromotionGates(product, limits);
        var models = targets.ToDictionary(t => ModelKinds.Find(t.Version.Kind)!.Value, t => VersionFile.Read(t.Version, product));
        var (risk, acceptance) = (models[ModelKind.Risk], models[ModelKind.Acceptance]);
        ImmutableArray<ModelFigures> figures =
        [
            .. targets.OrderBy(t => t.Version.Kind, StringComparer.Ordinal).Select(t => reporter.Track(
                $"Measuring the {t.Version.Kind} model",
                progress => new ModelFiguresRun(product, data, threads).Of(t.Version, models[ModelKinds.Find(t.Version.Kind)!.Value], progress, cancellation) with
                {
                    Trainers = [.. t.Rivals.Prepend(t.Version.Entry).Select(TrainerFigures.Of)],
                })),
        ];
        var drivers = reporter.Track("Explaining what drives them", progress =>
        {
            var first = DriverFiguresRun.Of(product, data, acceptance, threads, cancellation);
            progress.Report(0.5);
            return ImmutableArray.Create(first, DriverFiguresRun.Of(product, data, risk, threads, cancellation));
        });
        var offers = reporter.Track("Deciding about everybody in the history", progress =>
            EngineOffers.Of(product, risk, acceptance, data.Applicants, int.MaxValue, threads, progress, cancellation));
        var policy = reporter.Track("Deciding again under other costs", progress =>
            PolicyFiguresRun.Of(product, risk, acceptance, data.Applicants, offers, threads, progress, cancellation));
        var fairness = reporter.Track("Comparing groups", progress =>
            new FairnessFiguresRun(product, risk, data.Applicants, offers).Of(data.Audit, acceptance.Manifest.Seed, progress, cancellation));
        var report = new ReportFigures
        {
            Product = new ProductFigures(
                product.Name, product.Title, product.Currency, product.RatePeriod.ToString().ToLowerInvariant(), product.Sha256,
                (double)product.Economics.CostOfFunds, (double)product.Economics.OperatingCost, (double)product.Economics.LossGivenDefault,
                product.Audit, product.Monitoring),
            Alias = alias,
            ModelsOf = targets.Max(t => t.Version.Entry.Created),
            Verdict = NotYet,
            Data = DataFiguresRun.Of(product, settings, data),
            Models = figures,
            Drivers = drivers,
            TakeUp = DriverFiguresRun.TakeUp(product, data, acceptance, cancellation),
            Policy = policy,
            Fairness = fairness,
            Value = value,
            Gates = [.. targets.SelectMany(t => gates.Check(t.Version, Predecessor(t), RegistryNames.Production, cancellation).Results)],
            Baseline = [Baseline(acceptance), Baseline(risk)],
            Drift = drift,
        };
        return report with { Verdict = VerdictRun.Of(report) };
    }

    // A version that already serves is not its own predecessor.
    private static VersionEntry? Predecessor(PromotionTarget target) =>
        target.Incumbent?.Version == target.Version.Entry.Version ? null : target.Incumbent;

    private static BaselineFigures Baseline(LoanModel model) => new(
        model.Manifest.Kind,
        [
            .. model.Histograms.Features.Append(model.Histograms.Score).Select(h => new BaselineFeature(
                h.Name, StabilityIndex.Total(h), h.Counts.Length, (double)h.Missing / Math.Max(1, StabilityIndex.Total(h)),
                StabilityIndex.ByChance(h, h with { Counts = [1000, .. new long[h.Counts.Length - 1]], Missing = 0 }))),
        ]);
}

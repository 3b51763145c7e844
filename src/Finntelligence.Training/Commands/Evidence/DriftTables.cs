using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Evidence.Monitoring;
using Finntelligence.Foundation.Output;
using Finntelligence.Lending.Drift;

namespace Finntelligence.Training.Commands.Evidence;

/// <summary>Drift for people.</summary>
internal static class DriftTables
{
    /// <summary>One table for each model.</summary>
    public static void Show(DriftFigures figures, IReporter reporter)
    {
        foreach (var model in figures.Models)
        {
            reporter.Table(new ReportTable(
                $"The {model.Kind} model: {Figures.Count(model.Rows)} {model.Population}",
                [
                    new("figure"), new("stability index", Numeric: true), new("by chance", Numeric: true, Rank: 2), new("missing before", Numeric: true, Rank: 1),
                    new("missing now", Numeric: true, Rank: 1), new("implausible", Numeric: true, Rank: 3), new(""),
                ],
                [.. Rows(figures, model)]));
            if (model.Calibration is { } c)
            {
                reporter.Table(new ReportTable(
                    $"Predicted and observed, {model.Kind} model",
                    [
                        new("rows", Numeric: true), new("events", Numeric: true, Rank: 1), new("predicted", Numeric: true), new("observed", Numeric: true),
                        new("gap", Numeric: true), new("standard errors", Numeric: true, Rank: 1), new("AUC", Numeric: true, Rank: 2), new(""),
                    ],
                    [
                        [
                            Figures.Count(c.Rows), Figures.Count(c.Events), Figures.Percent(c.Predicted), Figures.Percent(c.Observed), Percent(c.Gap),
                            Number(c.StandardErrors, "0.0"), Number(c.Auc ?? double.NaN, "0.000"), c.Level.Word(),
                        ],
                    ]));
            }
        }
    }

    private static ImmutableArray<string[]> Rows(DriftFigures figures, ModelDrift model) =>
    [
        .. figures.Shown(model).Select(f => new[]
        {
            f.Name, Number(f.Stability, "0.000"), Number(f.ByChance, "0.000"), Percent(f.MissingBefore), Percent(f.MissingNow),
            Figures.Count(f.Implausible), figures.WordOf(f),
        }),
        .. model.Score is not { } s ? ImmutableArray<string[]>.Empty :
        [
            [
                $"probability (mean {Figures.Percent(s.MeanBefore)} → {Figures.Percent(s.MeanNow)})", Number(s.Stability, "0.000"),
                Number(s.ByChance, "0.000"), "", "", "", s.Level.Word(),
            ],
        ],
    ];

    private static string Percent(double share) => double.IsFinite(share) ? Figures.Percent(share) : "–";

    private static string Number(double value, string format) => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "–";
}

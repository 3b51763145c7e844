using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Foundation.Output;
using Finntelligence.Lending.Models;
using Finntelligence.Modelling.Showing;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Training.Commands.Models;

/// <summary>One version as tables.</summary>
internal static class ModelTables
{
    private static readonly ImmutableArray<ReportColumn> Pairs = [new(""), new("")];

    public static void Show(ModelVersion version, ArtifactSummary? artifact, IReadOnlyList<AliasChange> moves, IReporter reporter)
    {
        reporter.Table(new ReportTable(
            $"{version.Kind} {version.Entry}", Pairs, [.. Identity(version), .. artifact is null ? [] : Model(artifact)]));
        reporter.Table(new ReportTable(
            "Options",
            Pairs,
            [.. version.Entry.Options.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => new[] { o.Key, o.Value })]));
        reporter.Table(new ReportTable(
            $"Figures on rows it did not learn from{(version.Entry.Metrics.Count > 0 ? "" : ": none")}",
            [new(""), new("", Numeric: true)],
            [.. version.Entry.Metrics.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => new[] { m.Key, Decimals(m.Value) })]));
        if (artifact is not null)
            ShowArtifact(version.Kind, artifact, reporter);
        reporter.Table(new ReportTable(
            $"Moves of aliases of {version.Kind}",
            [new("when"), new("who", Rank: 2), new("alias"), new("move"), new("forced", Rank: 1), new("why")],
            [.. moves.Select(c => Move(c, version.Kind))]));
    }

    private static IEnumerable<string[]> Identity(ModelVersion version)
    {
        var entry = version.Entry;
        yield return ["file", version.Path];
        yield return ["sha256", entry.Sha256];
        yield return ["bytes", Figures.Count(entry.Size)];
        yield return ["aliases", version.Aliases.Count == 0 ? "none" : string.Join(", ", version.Aliases)];
        yield return ["created", Time(entry.Created)];
        yield return ["data", $"{entry.Data.Name}, sha256 {entry.Data.Sha256}"];
        yield return ["library", entry.Library];
        yield return ["commit", entry.Commit ?? "not known"];
        yield return ["run", entry.RunId ?? "none"];
        yield return ["seed", entry.Seed.ToString(CultureInfo.InvariantCulture)];
        foreach (var (key, value) in entry.Tags.OrderBy(t => t.Key, StringComparer.Ordinal))
            yield return [$"tag {key}", value];
    }

    private static IEnumerable<string[]> Model(ArtifactSummary artifact)
    {
        yield return ["rows", $"{Figures.Count(artifact.Data.Rows)}, {Figures.Count(artifact.Data.Events)} with the event"];
        yield return ["trees", $"{Figures.Count(artifact.Trees)} with {Figures.Count(artifact.Leaves)} leaves"];
        yield return ["trainer", artifact.Trainer ?? "not known: imported"];
        yield return ["arithmetic", artifact.ArithmeticInWords()];
        yield return ["calibration", artifact.Calibration];
        if (artifact.Source is { } source)
        {
            yield return ["imported from", $"{source.Format} file {source.File}, sha256 {source.Sha256}"];
            yield return ["covers", source.CoverCounted ? "counted on the data, because the file has none" : "of the file"];
        }

        yield return ["rate effect", PriceVerdictWords.Of(artifact.Identification)];
        yield return ["ML.NET", artifact.NotForMlNet is { } why ? $"cannot load it, so there is no ONNX: {why}" : "can load it, and write it as ONNX (models export)"];
    }

    private static void ShowArtifact(string kind, ArtifactSummary artifact, IReporter reporter)
    {
        reporter.Table(new ReportTable(
            "Features",
            [
                new("feature"), new("kind", Rank: 2), new("as it rises, the probability"), new("splits", Numeric: true), new("gain", Numeric: true),
                new("missing", Numeric: true, Rank: 1),
            ],
            [
                .. artifact.Features.Select(f => new[]
                {
                    f.Name, f.KindInWords(), f.DirectionInWords(), Figures.Count(f.Splits), Figures.Percent(f.Gain),
                    Figures.Percent(f.Missing),
                }),
            ]));
        if (artifact.Identification is { } identification)
            PriceTables.Show(kind, identification, reporter);
        var support = artifact.Support;
        reporter.Table(new ReportTable(
            $"Support: an offer needs {support.MinimumNeighbours} rows of history near it",
            [
                new(support.By.Length == 0 ? "among" : support.By), new("rows", Numeric: true), new("combinations", Numeric: true, Rank: 1),
                .. support.Variables.Select(v => new ReportColumn(v.ToString().ToLowerInvariant(), Numeric: true)),
            ],
            [.. support.Strata.Select(Stratum)]));
        reporter.Table(new ReportTable(
            "Members of the file",
            [new("member"), new("bytes", Numeric: true), new("sha256", Rank: 1)],
            [.. artifact.Members.Select(m => new[] { m.Name, Figures.Count(m.Bytes), m.Sha256 })]));
    }

    private static string[] Stratum(StratumSummary stratum) =>
    [
        stratum.Value, Figures.Count(stratum.Rows), Figures.Count(stratum.Cells),
        .. stratum.Ranges.Select(r => $"{Figures.Number(r.Least)} to {Figures.Number(r.Greatest)}"),
    ];

    private static string[] Move(AliasChange change, string kind)
    {
        var move = change.Moves.First(m => m.Kind == kind);
        var action = change.Action == AliasAction.Rollback ? "back to" : "to";
        return
        [
            Time(change.When), change.Who, change.Alias, move.From is { } from ? $"{from} {action} {move.To}" : $"{action} {move.To}",
            change.Forced ? "forced" : "", change.Why,
        ];
    }

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    private static string Decimals(double value) => value.ToString("0.00000", CultureInfo.InvariantCulture);
}

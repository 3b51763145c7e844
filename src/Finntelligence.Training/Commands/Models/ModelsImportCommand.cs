using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Finntelligence.Foundation.Output;
using Finntelligence.Lending.Models;
using Finntelligence.Modelling.Gates;
using Finntelligence.Modelling.Importing;
using Finntelligence.Modelling.Versions;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Models;

/// <summary><c>models import</c>: registers a model that XGBoost, LightGBM or ML.NET trained.</summary>
internal static class ModelsImportCommand
{
    public static Command Create(ConsoleHost host)
    {
        var kind = new Option<string>("--kind") { Description = "What the model predicts: risk or acceptance.", Required = true };
        kind.AcceptOnlyFromAmong([.. ModelKinds.Names]);
        var from = new Option<string>("--from")
        {
            Description = "The model: XGBoost JSON or UBJSON, LightGBM text, ML.NET zip.",
            Required = true,
        };
        var format = new Option<string>("--format")
        {
            Description = "auto tells by the file's first bytes.",
            DefaultValueFactory = _ => ModelFileReader.Auto,
        };
        format.AcceptOnlyFromAmong([.. ModelFileReader.Formats]);
        var rounds = new Option<string>("--rounds")
        {
            Description = "Boosting rounds of an XGBoost model: all, best (its best_iteration) or a number.",
            DefaultValueFactory = _ => ImportRounds.All,
        };
        rounds.Validators.Add(CheckRounds);
        var data = new Option<string?>("--data")
        {
            Description = "History that support, histograms and missing covers are counted on, instead of the imported one.",
        };
        var evaluate = new Option<string?>("--evaluate")
        {
            Description = "History that the model has not learned from; its figures become the version's, which promotion asks for.",
        };
        Option<string> product = ProductOption.Create();
        var command = new Command("import", "Register a model of XGBoost, LightGBM or ML.NET as a version like any other, in models/<product>.")
        {
            kind, from, format, rounds, data, evaluate, product,
        };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            var request = new ImportRequest(
                parsed.GetValue(product)!, parsed.GetValue(kind)!, parsed.GetValue(from)!, parsed.GetValue(format)!, parsed.GetValue(rounds)!,
                parsed.GetValue(data), parsed.GetValue(evaluate));
            ImportOutcome outcome = new ImportJob(host.Workspace(), host.Time).Run(request, cancellation);
            Show(outcome, reporter);
            reporter.Document(Document(outcome));
        });
        return command;
    }

    private static object Document(ImportOutcome outcome) => new
    {
        outcome.Registration.Version.Kind,
        outcome.Registration.Version.Entry.Version,
        outcome.Registration.IsNew,
        outcome.Registration.Version.Entry.Sha256,
        outcome.Artifact.Contents.Manifest.Source,
        outcome.Artifact.Contents.Manifest.Calibration,
        trees = outcome.Trees,
        outcome.Model.ProvenRows,
        data = new { outcome.History.Path, outcome.History.Sha256 },
        outcome.Artifact.Contents.Manifest.Metrics,
        metricsOnHistory = outcome.Artifact.OnHistory,
        monotone = outcome.Gates,
        outcome.Artifact.Notices,
    };

    private static void Show(ImportOutcome outcome, IReporter reporter)
    {
        var (model, history, artifact, gates, registration) = outcome;
        var manifest = artifact.Contents.Manifest;
        foreach (string notice in artifact.Notices)
            reporter.Warning(notice);
        foreach (GateResult broken in gates.Where(g => !g.Passed))
            reporter.Warning($"Promotion will refuse it: {broken}.");
        string trees = Figures.Count(outcome.Trees);
        string covers = model.HasCover ? "" : ", and the covers that the file lacks,";
        reporter.Status($"{model.Format} model of {trees} trees for '{model.Objective}', calibrated by '{manifest.Calibration}'.");
        if (model.ProvenRows is { } proven)
        {
            reporter.Status(
                $"ML.NET itself scored {Figures.Count(proven)} rows with the file: every score and probability is the imported model's, to the bit.");
        }

        reporter.Status($"Support and histograms{covers} were counted on {history.Description}.");
        reporter.Table(new ReportTable(
            "Figures",
            [
                new("rows"), new("AUC", Numeric: true), new("log-loss", Numeric: true), new("predicted", Numeric: true, Rank: 1),
                new("observed", Numeric: true, Rank: 1), new(""),
            ],
            [
                Row(manifest.Data, artifact.OnHistory, "it may have learned from them: not kept"),
                .. manifest.Source!.Evaluated is { } evaluated ? [Row(evaluated, manifest.Metrics, "kept as the version's")] : Array.Empty<string[]>(),
            ]));
        var name = $"{registration.Version.Kind} {registration.Version.Entry.Version}";
        reporter.Status(registration.IsNew ? $"Registered as {name}." : $"Registered before as {name}; nothing was changed.");
        if (manifest.Source!.Evaluated is null)
            reporter.Status("It has no figures that promotion could check: --evaluate names rows that it has not learned from.");
    }

    private static string[] Row(TrainingData data, ImmutableSortedDictionary<string, double>? metrics, string remark)
    {
        string Metric(string name) => metrics is null ? "–" : metrics[name].ToString("0.00000", CultureInfo.InvariantCulture);
        return
        [
            $"{data.Name}, {Figures.Count(data.Rows)} rows", Metric("auc"), Metric("logLoss"), Metric("meanPredicted"), Metric("meanObserved"), remark,
        ];
    }

    private static void CheckRounds(OptionResult result)
    {
        string text = result.GetValueOrDefault<string>() ?? "";
        if (!ImportRounds.IsValid(text))
            result.AddError($"--rounds '{text}': all, best and a number from 1 are possible.");
    }
}

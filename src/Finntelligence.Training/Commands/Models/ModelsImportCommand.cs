using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Files;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Gates;
using Finntelligence.Modelling.Importing;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;
using Finntelligence.Trees.Formats.XGBoost;
using ModelKind = Finntelligence.Lending.Products.ModelKind;

namespace Finntelligence.Training.Commands.Models;

/// <summary><c>models import</c>: registers a model that XGBoost, LightGBM or ML.NET trained.</summary>
internal static class ModelsImportCommand
{
    private const string All = "all";
    private const string Best = "best";

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
            DefaultValueFactory = _ => All,
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
        command.Does(host, (parsed, reporter, cancellation) => Import(
            host,
            parsed.GetValue(product)!,
            new Request(
                ModelKinds.Find(parsed.GetValue(kind)!)!.Value, parsed.GetValue(from)!, parsed.GetValue(format)!,
                Selection(parsed.GetValue(rounds)!), parsed.GetValue(data), parsed.GetValue(evaluate)),
            reporter,
            cancellation));
        return command;
    }

    private static void Import(ConsoleHost host, string productName, Request request, IReporter reporter, CancellationToken cancellation)
    {
        Workspace workspace = host.Workspace();
        ProductDefinition product = ProductLoader.Load(workspace.ProductFile(productName));
        ForeignModel model = ModelFileReader.Read(request.From, request.Format, request.Rounds, cancellation);
        TrainingHistory history = TrainingHistory.Find(workspace, productName, request.Data);
        if (request.Evaluate is not null && !File.Exists(request.Evaluate))
            throw new RequestFaultException($"--evaluate: there is no file {request.Evaluate}.");
        TrainingHistory? evaluation = request.Evaluate is null ? null : TrainingHistory.Find(workspace, productName, request.Evaluate);

        var import = new ModelImport(product, request.Kind, history);
        ImportedArtifact artifact = import.Convert(model, evaluation, cancellation);
        var gates = MonotoneGates.Check(
            ModelKinds.NameOf(request.Kind), artifact.Contents.Ensemble, new PromotionLimits().MonotoneRows, cancellation);
        var registry = new LocalModelRegistry(workspace.ModelFolder(productName), host.Time);
        Registration registration = registry.Register(
            ModelKinds.NameOf(request.Kind), artifact.Zip, import.Describe(artifact), cancellation);
        Show(model, history, artifact, gates, registration, reporter);
        reporter.Document(new
        {
            kind = ModelKinds.NameOf(request.Kind),
            registration.Version.Entry.Version,
            registration.IsNew,
            registration.Version.Entry.Sha256,
            artifact.Contents.Manifest.Source,
            artifact.Contents.Manifest.Calibration,
            trees = artifact.Contents.Ensemble.Trees.Length,
            model.ProvenRows,
            data = new { history.Path, history.Sha256 },
            artifact.Contents.Manifest.Metrics,
            metricsOnHistory = artifact.OnHistory,
            monotone = gates,
            artifact.Notices,
        });
    }

    private static void Show(
        ForeignModel model, TrainingHistory history, ImportedArtifact artifact, ImmutableArray<GateResult> gates, Registration registration,
        IReporter reporter)
    {
        var manifest = artifact.Contents.Manifest;
        foreach (string notice in artifact.Notices)
            reporter.Warning(notice);
        foreach (GateResult broken in gates.Where(g => !g.Passed))
            reporter.Warning($"Promotion will refuse it: {broken}.");
        string trees = Figures.Count(artifact.Contents.Ensemble.Trees.Length);
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
        if (text is not (All or Best) && Count(text) is null)
            result.AddError($"--rounds '{text}': all, best and a number from 1 are possible.");
    }

    private static RoundSelection? Selection(string text) => text switch
    {
        All => null,
        Best => RoundSelection.Best,
        _ => RoundSelection.First(Count(text)!.Value),
    };

    private static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0 ? count : null;

    private sealed record Request(
        ModelKind Kind, string From, string Format, RoundSelection? Rounds, string? Data, string? Evaluate);
}

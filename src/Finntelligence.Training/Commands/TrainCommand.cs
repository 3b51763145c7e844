using System.CommandLine;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;
using Finntelligence.Training.Fitting;
using Finntelligence.Training.Output;

namespace Finntelligence.Training.Commands;

/// <summary><c>train</c>: fits both models and registers them.</summary>
internal static class TrainCommand
{
    public static Command Create(ConsoleHost host)
    {
        var data = new Option<string?>("--data")
        {
            Description = "A history to learn from instead of the imported one (.csv or .csv.gz with the product's columns).",
        };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the row and feature samples.", DefaultValueFactory = _ => 1 };
        var threads = new Option<int>("--threads")
        {
            Description = "Threads, 0 for one per core. Has no influence on the models.",
            DefaultValueFactory = _ => 0,
        };
        threads.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 1024)
                result.AddError("--threads takes a number from 0 to 1024.");
        });
        Option<string> product = ProductOption.Create();
        var command = new Command("train", "Fit the risk and the acceptance model and register them under models/<product>.")
        {
            data, seed, threads, product,
        };
        command.Does(host, (parsed, reporter, cancellation) => Train(
            host, parsed.GetValue(product)!, parsed.GetValue(data), parsed.GetValue(seed), parsed.GetValue(threads), reporter, cancellation));
        return command;
    }

    private static void Train(
        ConsoleHost host, string productName, string? data, ulong seed, int threads, IReporter reporter, CancellationToken cancellation)
    {
        Workspace workspace = host.Workspace();
        ProductDefinition product = ProductLoader.Load(workspace.ProductFile(productName));
        TrainingHistory history = TrainingHistory.Find(workspace, productName, data);
        reporter.Status($"Learning from {history.Description}: {history.Path}");

        var fitter = new ModelFitter(product, history, seed, threads);
        DateTimeOffset started = host.Time.GetUtcNow();
        var fits = new[] { ModelKind.Acceptance, ModelKind.Risk }
            .Select(kind => reporter.Track($"Fitting the {kind} model".ToLowerInvariant(), progress => fitter.Fit(kind, progress, cancellation)))
            .ToArray();
        foreach (ModelFit fit in fits)
            ShowFit(fit, reporter);

        var registry = new LocalModelRegistry(workspace.ModelFolder(productName), host.Time);
        Registration[] registrations = [.. fits.Select(fit => registry.Register(
            fit.Contents.Manifest.Kind, fit.Zip, ModelVersions.Describe(fit, history, started), cancellation))];
        string alias = ModelVersions.Announce(registry, registrations, cancellation);
        ShowModels(fits, registrations, reporter);
        reporter.Status("");
        reporter.Status(alias);
        reporter.Document(new
        {
            data = new { history.Path, history.Sha256 },
            models = fits.Zip(registrations, (fit, registration) => new
            {
                fit.Contents.Manifest.Kind,
                registration.Version.Entry.Version,
                registration.IsNew,
                registration.Version.Entry.Sha256,
                fit.Contents.Manifest.Options,
                fit.Contents.Manifest.Calibration,
                fit.Contents.Manifest.Metrics,
            }),
        });
    }

    private static void ShowFit(ModelFit fit, IReporter reporter)
    {
        foreach (var (feature, count) in fit.Rows.Implausible)
            reporter.Warning($"{Figures.Count(count)} values of {feature} are outside its plausible range and were taken as missing.");
        reporter.Table(new ReportTable(
            $"Options tried for the {fit.Contents.Manifest.Kind} model, by cross-validation",
            [
                new("leaves", Numeric: true), new("least rows", Numeric: true), new("learning rate", Numeric: true), new("features", Numeric: true),
                new("rows", Numeric: true), new("trees", Numeric: true), new("log-loss", Numeric: true), new(""),
            ],
            [.. fit.Candidates.Select((c, i) => new[]
            {
                Figures.Count(c.Options.NumberOfLeaves), Figures.Count(c.Options.MinimumExampleCountPerLeaf),
                Figures.Number(c.Options.LearningRate), Figures.Number(c.Options.FeatureFraction),
                Figures.Number(c.Options.BaggingExampleFraction), Figures.Count(c.Options.NumberOfTrees),
                Figures.Number(c.LogLoss), i == 0 ? "chosen" : "",
            })]));
    }

    private static void ShowModels(ModelFit[] fits, Registration[] registrations, IReporter reporter)
    {
        reporter.Table(new ReportTable(
            "Models, out of fold",
            [
                new("model"), new("version", Numeric: true), new("rows", Numeric: true), new("events", Numeric: true), new("AUC", Numeric: true),
                new("KS", Numeric: true), new("log-loss", Numeric: true), new("Brier", Numeric: true), new("calibration error", Numeric: true),
                new("predicted", Numeric: true), new("observed", Numeric: true), new("calibrator"), new("sha256"),
            ],
            [.. fits.Zip(registrations, (fit, registration) => Row(fit, registration))]));

        static string[] Row(ModelFit fit, Registration registration)
        {
            var manifest = fit.Contents.Manifest;
            string Metric(string name) => manifest.Metrics[name].ToString("0.00000", System.Globalization.CultureInfo.InvariantCulture);
            return
            [
                manifest.Kind, Figures.Count(registration.Version.Entry.Version), Figures.Count(manifest.Data.Rows), Figures.Count(manifest.Data.Events),
                Metric("auc"), Metric("ks"), Metric("logLoss"), Metric("brier"), Metric("calibrationError"), Metric("meanPredicted"),
                Metric("meanObserved"), manifest.Calibration, registration.Version.Entry.Sha256[..12],
            ];
        }
    }
}

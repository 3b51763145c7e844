using System.CommandLine;
using System.Globalization;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Files;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Modelling.Tracking;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Dvc;
using Finntelligence.ModelOps.Experiments;
using Finntelligence.ModelOps.MLflow;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Models;

/// <summary><c>train</c>: fits both models, registers them, and records all of it as a run.</summary>
internal static class TrainCommand
{
    private const string SeedParameter = "train.seed";
    private const ulong DefaultSeed = 1;

    public static Command Create(ConsoleHost host)
    {
        var data = new Option<string?>("--data")
        {
            Description = "A history to learn from instead of the imported one (.csv or .csv.gz with the product's columns).",
        };
        var seed = new Option<ulong?>("--seed")
        {
            Description = "Seed of the row and feature samples. Without it: train.seed of params.yaml, else 1.",
        };
        Option<int> threads = ThreadsOption.Create("the models");
        Option<string> product = ProductOption.Create();
        var command = new Command("train", "Fit the risk and the acceptance model and register them under models/<product>.")
        {
            data, seed, threads, product,
        };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            Workspace workspace = host.Workspace();
            ulong declared = DeclaredSeed(workspace);
            var request = new Request(
                parsed.GetValue(product)!, parsed.GetValue(data), parsed.GetValue(seed) ?? declared, parsed.GetValue(threads));
            Train(host, workspace, request, reporter, cancellation);
            new PipelineRecord(workspace, host.Time, reporter).Update(
                "train",
                [TrainingHistory.Locate(workspace, request.Product, request.Data).Path, workspace.ProductFile(request.Product)],
                [TrainedFigures.PathOf(workspace, request.Product)],
                cancellation,
                unlike: request.Seed == declared ? null : $"--seed {request.Seed} is not the seed of params.yaml, {declared}");
        });
        return command;
    }

    private static void Train(ConsoleHost host, Workspace workspace, Request request, IReporter reporter, CancellationToken cancellation)
    {
        CodeState code = host.Code();
        var outcome = new RunRecorder(host.Surroundings, workspace, reporter).Record(
            request.Product, "train", code, run => Train(host, workspace, request, code, run, reporter, cancellation), cancellation);
        reporter.Document(outcome);
    }

    private static object Train(
        ConsoleHost host, Workspace workspace, Request request, CodeState code, IExperimentRun run, IReporter reporter,
        CancellationToken cancellation)
    {
        ProductDefinition product = ProductLoader.Load(workspace.ProductFile(request.Product));
        TrainingHistory history = TrainingHistory.Find(workspace, request.Product, request.Data);
        reporter.Status($"Learning from {history.Description}: {history.Path}");
        DateTimeOffset started = host.Time.GetUtcNow();
        LogInputs(run, workspace, request, product, history);

        var fitter = new ModelFitter(product, history, request.Seed, request.Threads);
        var fits = new List<ModelFit>();
        foreach (ModelKind kind in new[] { ModelKind.Acceptance, ModelKind.Risk })
        {
            ModelFit fit = reporter.Track($"Fitting the {kind} model".ToLowerInvariant(), progress => fitter.Fit(kind, progress, cancellation));
            FitLog.Write(run, fit, started);
            TrainingTables.ShowFit(fit, reporter);
            fits.Add(fit);
        }

        var registry = new LocalModelRegistry(workspace.ModelFolder(request.Product), host.Time);
        var registrations = new List<Registration>();
        foreach (ModelFit fit in fits)
        {
            VersionInfo info = ModelVersions.Describe(fit, history, started, run.Id, code);
            run.LogArtifact($"{fit.Contents.Manifest.Kind}/{ModelPublication.NoteName}", RegistryNotes.Write(info));
            registrations.Add(registry.Register(fit.Contents.Manifest.Kind, fit.Zip, info, cancellation));
        }
        foreach (Registration registration in registrations)
            run.SetTag($"{registration.Version.Kind}/version", registration.Version.Entry.ToString());
        string alias = ModelVersions.Announce(registry, registrations, cancellation);
        TrainedFigures.Write(workspace, request.Product, fits);
        TrainingTables.ShowModels(fits, registrations, reporter);
        reporter.Status("");
        reporter.Status(alias);
        return new
        {
            run = run.Id,
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
        };
    }

    private static void LogInputs(IExperimentRun run, Workspace workspace, Request request, ProductDefinition product, TrainingHistory history)
    {
        run.LogParameter("seed", request.Seed.ToString(CultureInfo.InvariantCulture));
        run.LogParameter("data", history.Name);
        run.LogParameter("folds", ModelFitter.Folds.ToString(CultureInfo.InvariantCulture));
        run.LogParameter("data.sha256", history.Sha256);
        run.LogParameter("product.sha256", product.Sha256);
        string productFile = workspace.ProductFile(request.Product);
        run.LogInput(new DataInput(history.Name, history.Md5, Shown(workspace, history.Path), "training"));
        run.LogInput(new DataInput(Path.GetFileName(productFile), DvcHash.Of(productFile)!.Md5, Shown(workspace, productFile), "product"));
    }

    // Inside the workspace the path from its root says all, and says the same on every machine.
    private static string Shown(Workspace workspace, string path)
    {
        string relative = Path.GetRelativePath(workspace.Root, Path.GetFullPath(path)).Replace('\\', '/');
        return relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? Path.GetFileName(path) : relative;
    }

    private static ulong DeclaredSeed(Workspace workspace)
    {
        string path = Path.Combine(workspace.Root, DvcParameters.FileName);
        if (DvcParameters.Find(path, SeedParameter) is not { } text)
            return DefaultSeed;
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? seed
            : throw new RequestFaultException($"{path}: {SeedParameter} is '{text}'; a whole number from 0 is possible.");
    }

    /// <param name="Product">Its name.</param>
    /// <param name="Data">The history asked for; null for the product's own.</param>
    /// <param name="Seed">Of everything random.</param>
    /// <param name="Threads">0 for one per core.</param>
    private sealed record Request(string Product, string? Data, ulong Seed, int Threads);
}

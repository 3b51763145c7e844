using System.CommandLine;
using System.Globalization;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Files;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Modelling.Identification;
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
        Option<string?> trainer = TrainerOption.Create();
        Option<string> product = ProductOption.Create();
        var command = new Command("train", "Fit the risk and the acceptance model and register them under models/<product>.")
        {
            data, seed, trainer, threads, product,
        };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            Workspace workspace = host.Workspace();
            ulong declared = DeclaredSeed(workspace);
            var request = new Request(
                parsed.GetValue(product)!, parsed.GetValue(data), parsed.GetValue(seed) ?? declared, parsed.GetValue(trainer),
                parsed.GetValue(threads));
            Train(host, workspace, request, reporter, cancellation);
            new PipelineRecord(workspace, host.Time, reporter).Update(
                "train",
                [
                    TrainingHistory.Locate(workspace, request.Product, request.Data).Path, workspace.ProductFile(request.Product),
                    .. ExperimentDefinition.PathOf(workspace, request.Product) is var design && File.Exists(design) ? [design] : Array.Empty<string>(),
                ],
                [TrainedFigures.PathOf(workspace, request.Product)],
                cancellation,
                unlike: request.Seed != declared ? $"--seed {request.Seed} is not the seed of params.yaml, {declared}"
                    : request.Trainer is not null ? $"--trainer {request.Trainer} is not the stage's command" : null);
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

        var fitter = new ModelFitter(
            product, history, ExperimentDefinition.Find(workspace, request.Product), request.Seed, request.Threads);
        ModelKind[] kinds = [ModelKind.Acceptance, ModelKind.Risk];
        var entrants = kinds.ToDictionary(kind => kind, kind => Entrants.Of(product.Model(kind), request.Trainer, Trainers.Unavailable));
        foreach (string sentence in entrants.Values.SelectMany(e => e.LeftOut).Distinct())
            reporter.Warning(sentence);
        Tournament[] tournaments = [.. kinds.Select(kind => Compete(fitter, kind, entrants[kind], run, started, reporter, cancellation))];
        ModelFit[] fits = [.. tournaments.SelectMany(t => t.Fits)];
        ModelFit[] winners = [.. tournaments.Select(t => t.Winner).OfType<ModelFit>()];

        var registry = new LocalModelRegistry(workspace.ModelFolder(request.Product), host.Time);
        var versions = new List<NewVersion>();
        foreach (ModelFit fit in fits)
        {
            VersionInfo info = ModelVersions.Describe(fit, history, started, run.Id, code);
            run.LogArtifact($"{FitLog.FolderOf(fit, winners.Contains(fit))}/{ModelPublication.NoteName}", RegistryNotes.Write(info));
            versions.Add(new NewVersion(fit.Contents.Manifest.Kind, fit.Zip, info));
        }
        IEnumerable<T> OfWinners<T>(IEnumerable<T> all) => fits.Zip(all).Where(pair => winners.Contains(pair.First)).Select(pair => pair.Second);
        var (registrations, moved) = registry.RegisterTogether(
            versions, (state, made) => ModelVersions.Announce(state, [.. OfWinners(made)]), cancellation);
        foreach (var (fit, registration) in fits.Zip(registrations))
            run.SetTag($"{FitLog.FolderOf(fit, winners.Contains(fit))}/version", registration.Version.Entry.ToString());
        TrainedFigures.Write(workspace, request.Product, fits);
        TrainingTables.ShowModels(fits, registrations, winners, reporter);
        reporter.Status("");
        reporter.Status(ModelVersions.Said([.. OfWinners(registrations)], moved));
        return new
        {
            run = run.Id,
            data = new { history.Path, history.Sha256 },
            models = fits.Zip(registrations, (fit, registration) => new
            {
                fit.Contents.Manifest.Kind,
                fit.Trainer,
                goesOn = winners.Contains(fit),
                registration.Version.Entry.Version,
                registration.IsNew,
                registration.Version.Entry.Sha256,
                fit.Contents.Manifest.Options,
                fit.Contents.Manifest.Calibration,
                fit.Contents.Manifest.Metrics,
                fit.Contents.Manifest.Identification,
            }),
        };
    }

    private static Tournament Compete(
        ModelFitter fitter, ModelKind kind, Entrants entrants, IExperimentRun run, DateTimeOffset started, IReporter reporter,
        CancellationToken cancellation)
    {
        var fits = new List<ModelFit>();
        foreach (ITrainer trainer in entrants.Trainers)
        {
            string what = $"Fitting the {ModelKinds.NameOf(kind)} model with {trainer.Name}";
            ModelFit fit;
            try
            {
                fit = reporter.Track(what, progress => fitter.Fit(kind, trainer, progress, cancellation));
            }
            catch (NothingLearnedException fault) when (entrants.Trainers.Length > 1)
            {
                reporter.Warning($"{trainer.Name} is left out of the {ModelKinds.NameOf(kind)} model: {fault.Message}");
                continue;
            }

            if (fits.Count == 0)
                TrainingTables.ShowImplausible(fit, reporter);
            if (fits.Count == 0)
                PriceTables.Show(fit.Contents.Manifest, reporter);
            TrainingTables.ShowFit(fit, reporter);
            fits.Add(fit);
        }

        Tournament tournament = Tournament.Of([.. fits]);
        foreach (ModelFit fit in fits)
            FitLog.Write(run, fit, fit == tournament.Winner, started);
        return tournament;
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
    /// <param name="Trainer">Asked for; null for what the product says.</param>
    /// <param name="Threads">0 for one per core.</param>
    private sealed record Request(string Product, string? Data, ulong Seed, string? Trainer, int Threads);
}

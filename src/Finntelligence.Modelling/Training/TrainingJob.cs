using System.Globalization;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Files;
using Finntelligence.Histories.Import;
using Finntelligence.Histories.Records;
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

namespace Finntelligence.Modelling.Training;

/// <summary>Fits both models with every trainer that competes, registers them, and records all of it as a run.</summary>
/// <param name="workspace">Where things lie.</param>
/// <param name="surroundings">The clock, the environment and the network.</param>
/// <param name="code">The code that trains.</param>
/// <param name="reporter">Is told how far it is.</param>
/// <param name="view">Is shown what came of it.</param>
public sealed class TrainingJob(
    Workspace workspace, TrackingSurroundings surroundings, CodeState code, IReporter reporter, ITrainingView view)
{
    private const string SeedParameter = "train.seed";
    private const ulong DefaultSeed = 1;
    private static readonly ModelKind[] Kinds = [ModelKind.Acceptance, ModelKind.Risk];

    /// <summary>Does it.</summary>
    /// <exception cref="RequestFaultException">There is nothing to learn from, params.yaml's seed is none, or the trainer cannot train here.</exception>
    public TrainingOutcome Run(TrainingRequest request, CancellationToken cancellation)
    {
        ulong seed = request.Seed ?? DeclaredSeed();
        return new RunRecorder(surroundings, workspace, reporter).Record(
            request.Product, "train", code, run => Train(request, seed, run, cancellation), cancellation);
    }

    /// <summary>Records it as the stage of dvc.yaml, if it was what the stage does.</summary>
    public void RecordStage(TrainingRequest request, CancellationToken cancellation)
    {
        ulong declared = DeclaredSeed();
        new PipelineRecord(workspace, surroundings.Time, reporter).Update(
            "train",
            request.Product,
            [
                TrainingHistory.Locate(workspace, request.Product, request.Data).Path, workspace.ProductFile(request.Product),
                .. new[] { ExperimentDefinition.PathOf(workspace, request.Product), PricingDefinition.PathOf(workspace, request.Product) }.Where(File.Exists),
            ],
            [TrainedFigures.PathOf(workspace, request.Product)],
            cancellation,
            unlike: request.Seed is { } seed && seed != declared ? $"--seed {seed} is not the seed of params.yaml, {declared}"
                : request.Trainer is not null ? $"--trainer {request.Trainer} is not the stage's command" : Foreign(request));
    }

    // The stage makes all that its folders hold, as far as DVC can tell; a trial on simulated data is none of it.
    private string? Foreign(TrainingRequest request)
    {
        string learned = TrainingHistory.Find(workspace, request.Product, request.Data).Sha256;
        string[] trials = [.. new LocalModelRegistry(workspace.ModelFolder(request.Product), surroundings.Time).Read().Models
            .OrderBy(model => model.Key, StringComparer.Ordinal)
            .SelectMany(model => model.Value.Versions
                .Where(entry => ModelVersions.IsSimulated(entry) && entry.Data.Sha256 != learned).Select(entry => $"{model.Key} {entry}"))];
        string folder = $"models/{request.Product}";
        return trials.Length == 0
            ? null
            : $"{folder} also holds what was trained on simulated data ({string.Join(", ", trials)}). To record the stage, bring the folder "
              + $"back to what git has (git checkout -- {folder}; git clean -fd {folder}) and train again";
    }

    private TrainingOutcome Train(TrainingRequest request, ulong seed, IExperimentRun run, CancellationToken cancellation)
    {
        ProductDefinition declared = ProductLoader.Load(workspace.ProductFile(request.Product));
        ProductDefinition product = OwnNames.For(declared, TrainingHistory.Locate(workspace, request.Product, request.Data).Path);
        using var named = NamedHistory.Find(workspace, product, request.Data, reporter, cancellation);
        TrainingHistory history = named.History;
        reporter.Status($"Learning from {history.Description}: {history.Path}{(product == declared ? "" : ", which has the product's own names")}");
        DateTimeOffset started = surroundings.Time.GetUtcNow();
        LogInputs(run, seed, workspace.ProductFile(request.Product), product, history);

        // The design is that of the history's rates, and so is how they were set; what has other names has other rates.
        bool own = product == declared;
        using var space = RowMemory.Open(request.Memory);
        var fitter = new ModelFitter(product, history, own ? ExperimentDefinition.Find(workspace, request.Product) : null, seed, request.Threads)
        {
            Pricing = own ? PricingDefinition.Find(workspace, request.Product) : null,
            Space = space,
        };
        ModelKind[] learned = [.. Kinds.Where(kind => product.Model(kind).Declared is null)];
        if (learned.Length == 0)
            reporter.Warning("Both probabilities are declared, so nothing is learned.");
        var entrants = learned.ToDictionary(kind => kind, kind => Entrants.Of(product.Model(kind), request.Trainer, Trainers.Unavailable));
        foreach (string sentence in entrants.Values.SelectMany(e => e.LeftOut).Distinct())
            reporter.Warning(sentence);
        Tournament[] tournaments =
        [
            .. Kinds.Select(kind => entrants.TryGetValue(kind, out var competing)
                ? Compete(product, fitter, kind, competing, run, started, cancellation)
                : Declare(product, kind, history, seed, run, started)),
        ];

        TrainingOutcome outcome = Register(request.Product, tournaments, history, started, run, cancellation);
        view.Registered(outcome);
        return outcome;
    }

    private Tournament Compete(
        ProductDefinition product, ModelFitter fitter, ModelKind kind, Entrants entrants, IExperimentRun run, DateTimeOffset started,
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
            {
                WarnOfImplausible(fit);
                view.Examined(fit.Contents.Manifest);
            }
            view.Fitted(fit);
            FitLog.WriteEntrant(run, fit);
            fits.Add(fit);
        }

        Tournament tournament = Tournament.Of([.. fits]);
        foreach (ModelFit fit in fits)
            FitLog.Write(run, product, fit, fit == tournament.Winner, started);
        return tournament;
    }

    private Tournament Declare(
        ProductDefinition product, ModelKind kind, TrainingHistory history, ulong seed, IExperimentRun run, DateTimeOffset started)
    {
        ModelFit fit = DeclaredFit.Of(product, kind, history, seed);
        reporter.Status($"The probability of {(kind == ModelKind.Risk ? "default" : "acceptance")} is declared: {product.Model(kind).Declared}.");
        FitLog.Write(run, product, fit, goesOn: true, started);
        return new Tournament([fit], fit);
    }

    private void WarnOfImplausible(ModelFit fit)
    {
        foreach (var (feature, count) in fit.Rows.Implausible)
            reporter.Warning($"{Figures.Count(count)} values of {feature} are outside its plausible range and were taken as missing.");
    }

    private TrainingOutcome Register(
        string product, Tournament[] tournaments, TrainingHistory history, DateTimeOffset started, IExperimentRun run,
        CancellationToken cancellation)
    {
        (ModelFit Fit, bool GoesOn)[] fits = [.. tournaments.SelectMany(t => t.Fits.Select(fit => (fit, fit == t.Winner)))];
        var versions = new List<NewVersion>();
        foreach (var (fit, goesOn) in fits)
        {
            VersionInfo info = ModelVersions.Describe(fit, history, started, run.Id, code);
            run.LogArtifact($"{FitLog.FolderOf(fit, goesOn)}/{ModelPublication.NoteName}", RegistryNotes.Write(info));
            versions.Add(new NewVersion(fit.Contents.Manifest.Kind, fit.Zip, info));
        }
        var registry = new LocalModelRegistry(workspace.ModelFolder(product), surroundings.Time);
        var (registrations, _) = registry.RegisterTogether(
            versions, (state, made) => ModelVersions.Announce(state, [.. fits.Zip(made).Where(f => f.First.GoesOn).Select(f => f.Second)]), cancellation);
        TrainedVersion[] models = [.. fits.Zip(registrations, (f, registration) => new TrainedVersion(f.Fit, registration, f.GoesOn))];
        foreach (TrainedVersion model in models)
            run.SetTag($"{FitLog.FolderOf(model.Fit, model.GoesOn)}/version", model.Registration.Version.Entry.ToString());
        TrainedFigures.Write(workspace, product, [.. fits.Select(f => f.Fit)]);
        bool isFirst = registry.Read().Models.Values.All(kind => !kind.Aliases.ContainsKey(RegistryNames.Production));
        return new TrainingOutcome(run.Id, history, [.. models], isFirst);
    }

    private void LogInputs(IExperimentRun run, ulong seed, string productFile, ProductDefinition product, TrainingHistory history)
    {
        run.LogParameter("seed", seed.ToString(CultureInfo.InvariantCulture));
        run.LogParameter("data", history.Name);
        run.LogParameter("folds", ModelFitter.Folds.ToString(CultureInfo.InvariantCulture));
        run.LogParameter("data.sha256", history.Sha256);
        run.LogParameter("product.sha256", product.Sha256);
        run.LogInput(new DataInput(history.Name, history.Md5, Shown(history.Path), "training"));
        run.LogInput(new DataInput(Path.GetFileName(productFile), DvcHash.Of(productFile)!.Md5, Shown(productFile), "product"));
    }

    // Inside the workspace the path from its root says all, and says the same on every machine.
    private string Shown(string path)
    {
        string relative = Path.GetRelativePath(workspace.Root, Path.GetFullPath(path)).Replace('\\', '/');
        return relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? Path.GetFileName(path) : relative;
    }

    private ulong DeclaredSeed()
    {
        string path = Path.Combine(workspace.Root, DvcParameters.FileName);
        if (DvcParameters.Find(path, SeedParameter) is not { } text)
            return DefaultSeed;
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? seed
            : throw new RequestFaultException($"{SeedParameter} is '{text}'; a whole number from 0 is possible.", where: path);
    }
}

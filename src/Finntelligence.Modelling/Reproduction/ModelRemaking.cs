using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Files;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Modelling.Identification;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Modelling.Reproduction;

/// <summary>
/// Makes a registered model again. The whole of the training is done again, choice of options included: the options and the
/// metrics in the zip come from it, so that a model whose choice cannot be repeated is found out too.
/// </summary>
internal sealed class ModelRemaking(Workspace workspace, ProductDefinition product, string productName, int threads, TimeProvider time, CodeState code)
{
    /// <exception cref="RequestFaultException">The data is nowhere to be found, or the registered file is not what was registered.</exception>
    public Comparison Remake(ModelVersion version, IProgress<double> progress, CancellationToken cancellation)
    {
        byte[] recorded = ReadRegistered(version);
        RecordedModel made = RecordedModel.Read(recorded, version.Path);
        using RecordedData data = RecordedData.Find(workspace, productName, version.Entry.Data, time, cancellation);
        ModelKind kind = version.Kind == "risk" ? ModelKind.Risk : ModelKind.Acceptance;
        ITrainer trainer = TrainerOf(made, version);
        ProductDefinition read = OwnNames.For(product, data.History.Path);
        ExperimentDefinition? design = read == product ? ExperimentDefinition.Find(workspace, productName) : null;
        ModelFit fit = new ModelFitter(read, data.History, design, made.Seed, threads).Fit(kind, trainer, progress, cancellation);
        return new Comparison(
            version.Kind,
            version.Entry.Version,
            version.Entry.Sha256,
            Hash(fit.Zip),
            fit.Zip.Length,
            Inputs(version.Entry, made, fit, data.History),
            RecordedModel.DifferingMembers(recorded, fit.Zip));
    }

    private static ITrainer TrainerOf(RecordedModel made, ModelVersion version)
    {
        ITrainer trainer = Trainers.All.FirstOrDefault(t => t.Name == made.Trainer)
            ?? throw new RequestFaultException($"{version.Path} was trained by {made.Trainer}, which this version does not have.");
        return Trainers.Unavailable(trainer) is { } why
            ? throw new RequestFaultException($"{version.Kind} {version.Entry.Version} was trained by {trainer.Name}, which cannot train here: {why}.")
            : trainer;
    }

    private static byte[] ReadRegistered(ModelVersion version)
    {
        if (!File.Exists(version.Path))
            throw new RequestFaultException($"{version.Path} is missing. Restore it from version control or a backup.");
        byte[] zip = File.ReadAllBytes(version.Path);
        return Hash(zip) == version.Entry.Sha256
            ? zip
            : throw new RequestFaultException(
                $"{version.Path} has the sha256 {Hash(zip)}, registered was {version.Entry.Sha256}. Restore it from version control or a backup.");
    }

    private ImmutableArray<ComparedInput> Inputs(VersionEntry entry, RecordedModel made, ModelFit fit, TrainingHistory history)
    {
        ModelManifest now = fit.Contents.Manifest;
        return
        [
            new($"data ({made.Data})", made.DataSha256, history.Sha256),
            new("product.json", made.ProductSha256, now.ProductSha256),
            new("schema of the inputs", made.SchemaHash, now.SchemaHash),
            new("trainer", made.Trainer, now.TrainedBy!),
            new("seed", made.Seed.ToString(CultureInfo.InvariantCulture), now.Seed.ToString(CultureInfo.InvariantCulture)),
            new("library version", made.Library, now.Library),
            new("commit", entry.Commit ?? ComparedInput.Unknown, code.Commit ?? ComparedInput.Unknown),
            new("tree", entry.Tags.GetValueOrDefault("tree", ComparedInput.Unknown), code.Tree),
            .. made.Options.Keys.Union(now.Options.Keys).Order(StringComparer.Ordinal).Select(
                name => new ComparedInput($"option {name}", made.Options.GetValueOrDefault(name, "none"), now.Options.GetValueOrDefault(name, "none"))),
        ];
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

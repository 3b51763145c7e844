using System.IO.Compression;
using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Import;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Versions;

namespace Finntelligence.Evidence.Monitoring;

/// <summary>The file of the present that a user names.</summary>
public static class CurrentFile
{
    /// <summary>Reads it and compares it with what the models carry of their training.</summary>
    /// <param name="path">The file, in any form that an import reads, or lines of JSON.</param>
    /// <param name="product">Says what a row is.</param>
    /// <param name="models">Those in question.</param>
    /// <param name="note">Told what was found out of the file.</param>
    /// <param name="cancellation">Checked often.</param>
    /// <exception cref="RequestFaultException">There is no such file, or nothing in it can be used.</exception>
    /// <exception cref="InvalidDataException">A .gz that is none, or damaged.</exception>
    public static DriftFigures Compare(
        string path, ProductDefinition product, IReadOnlyList<LoanModel> models, Action<string> note, CancellationToken cancellation) =>
        Figures(Count(path, product, models, (1, 1), note, cancellation), product, models);

    /// <summary>Reads it and counts it, as one part of several.</summary>
    /// <param name="path">The file, in any form that an import reads, or lines of JSON.</param>
    /// <param name="models">Those in question.</param>
    /// <param name="shard">Which part of how many, from 1.</param>
    /// <param name="note">Told what was found out of the file.</param>
    /// <param name="cancellation">Checked often.</param>
    /// <exception cref="RequestFaultException">There is no such file, or its header will not do.</exception>
    /// <exception cref="InvalidDataException">A .gz that is none, or damaged.</exception>
    public static DriftPart Count(
        string path, RegisteredModels models, (int Number, int Of) shard, Action<string> note, CancellationToken cancellation) =>
        Count(path, models.Product, [models.Acceptance, models.Risk], shard, note, cancellation);

    /// <summary>What the counts say.</summary>
    /// <exception cref="RequestFaultException">No row could be used.</exception>
    public static DriftFigures Compare(DriftPart counted, RegisteredModels models) =>
        Figures(counted, models.Product, [models.Acceptance, models.Risk]);

    private static DriftFigures Figures(DriftPart counted, ProductDefinition product, IReadOnlyList<LoanModel> models) => counted.Rows == 0
        ? throw new RequestFaultException(
            $"no row can be used.{(counted.Faults.Length == 0 ? " The file has none." : $" Line {counted.Faults[0].Line}: {counted.Faults[0].Message}")}", where: "--current")
        : new DriftRun(product.Monitoring).Of(counted, models);

    private static DriftPart Count(
        string path, ProductDefinition product, IReadOnlyList<LoanModel> models, (int Number, int Of) shard, Action<string> note,
        CancellationToken cancellation)
    {
        if (!File.Exists(path))
            throw new RequestFaultException($"there is no file {path}.", where: "--current");
        using var plain = PlainTable.TryOpen(path, product, note, cancellation);
        using var file = plain ?? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        using var stream = plain is null && path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        var current = CurrentReader.Read(product, stream, cancellation);
        return new DriftPart(
            DriftPart.Name, DriftPart.Current, product.Name, product.Sha256, Sha256(models, ModelKind.Risk), Sha256(models, ModelKind.Acceptance),
            shard.Number, shard.Of, Path.GetFileName(path), current.HeaderLines, current.Lines, current.Rows, current.Faults,
            [.. models.Where(model => !model.Manifest.IsDeclared).Select(model => DriftCount.Of(model, current.Models.Single(m => m.Kind == model.Kind)))]);
    }

    private static string Sha256(IReadOnlyList<LoanModel> models, ModelKind kind) => models.FirstOrDefault(model => model.Kind == kind)?.Sha256 ?? "";
}

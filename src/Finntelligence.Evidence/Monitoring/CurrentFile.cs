using System.IO.Compression;
using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Import;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

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
    public static (DriftFigures Figures, CurrentBusiness Current) Compare(
        string path, ProductDefinition product, IReadOnlyList<LoanModel> models, Action<string> note, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            throw new RequestFaultException($"there is no file {path}.", where: "--current");
        using var plain = PlainTable.TryOpen(path, product, note, cancellation);
        using var file = plain ?? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        using var stream = plain is null && path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        var current = CurrentReader.Read(product, stream, cancellation);
        return (new DriftRun(product.Monitoring).Of(Path.GetFileName(path), current, models), current);
    }
}

using System.IO.Compression;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Monitoring;

/// <summary>The file of the present that a user names.</summary>
public static class CurrentFile
{
    /// <summary>Reads it and compares it with what the models carry of their training.</summary>
    /// <exception cref="RequestFaultException">There is no such file, or nothing in it can be used.</exception>
    /// <exception cref="InvalidDataException">A .gz that is none, or damaged.</exception>
    public static (DriftFigures Figures, CurrentBusiness Current) Compare(
        string path, ProductDefinition product, IReadOnlyList<LoanModel> models, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            throw new RequestFaultException($"there is no file {path}.", where: "--current");
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        using var stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        var current = CurrentReader.Read(product, stream, cancellation);
        return (new DriftRun(product.Monitoring).Of(Path.GetFileName(path), current, models), current);
    }
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Modelling.Exporting;

/// <summary>A registered model that was written as a file for other runtimes.</summary>
/// <param name="Version">Which one.</param>
/// <param name="Path">The file.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Sha256">Of them, lower-case hex.</param>
public sealed record ModelExport(ModelVersion Version, string Path, long Size, string Sha256)
{
    private const string Onnx = "onnx";
    private const string MlNet = "mlnet";
    private const string LightGbm = "lightgbm";

    /// <summary>Everything <c>--format</c> takes.</summary>
    public static ImmutableArray<string> Formats { get; } = [Onnx, MlNet, LightGbm];

    /// <summary>Writes a model of the local registry.</summary>
    /// <param name="workspace">Where things lie.</param>
    /// <param name="productName">The product.</param>
    /// <param name="reference">Which model.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="path">The file to write; null for one in the current folder, named after the model.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="RequestFaultException">There is no such model, or the format cannot carry it.</exception>
    public static ModelExport Write(
        Workspace workspace, string productName, ModelReference reference, string format, string? path, TimeProvider time)
    {
        ProductDefinition product = ProductLoader.Load(workspace.ProductFile(productName));
        ModelVersion version = reference.Resolve(new LocalModelRegistry(workspace.ModelFolder(productName), time));
        (LoanModel model, byte[] zip) = VersionFile.ReadWithBytes(version, product);
        var (bytes, ending) = format switch
        {
            Onnx => (OnnxExport.Write(product, version, zip, model), "onnx"),
            LightGbm => (LightGbmExport.Write(product, model), "txt"),
            _ => (ModelArtifact.WriteMlNet(model), "zip"),
        };
        path ??= $"{product.Name}-{version.Kind}-{version.Entry}.{ending}";
        AtomicFile.WriteAllBytes(path, bytes);
        return new ModelExport(version, path, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }
}

using System.CommandLine;
using Finntelligence.Foundation.Output;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Exporting;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Models;

/// <summary><c>models export</c>: a registered model as a file for other runtimes.</summary>
internal static class ModelsExportCommand
{
    private const string Onnx = "onnx";
    private const string MlNet = "mlnet";

    public static Command Create(ConsoleHost host)
    {
        var model = new Argument<string>("model")
        {
            Description = "Which, as risk@production or risk/3; without alias or version the one in production, else the latest.",
        };
        var format = new Option<string>("--format")
        {
            Description = "onnx for any ONNX runtime, mlnet for a PredictionEnginePool of ML.NET.",
            Required = true,
        };
        format.AcceptOnlyFromAmong(Onnx, MlNet);
        var path = new Option<string?>("--out")
        {
            Description = "The file to write. Without it: <product>-<model>-<version>.onnx or .zip in the current folder.",
        };
        Option<string> product = ProductOption.Create();
        var command = new Command("export", "Write a registered model as an ONNX or an ML.NET file.") { model, format, path, product };
        command.Does(host, (parsed, reporter, _) => Export(
            host, parsed.GetValue(product)!, ModelReference.Parse(parsed.GetValue(model)!), parsed.GetValue(format)!, parsed.GetValue(path),
            reporter));
        return command;
    }

    private static void Export(
        ConsoleHost host, string productName, ModelReference reference, string format, string? path, IReporter reporter)
    {
        Workspace workspace = host.Workspace();
        ProductDefinition product = ProductLoader.Load(workspace.ProductFile(productName));
        ModelVersion version = reference.Resolve(new LocalModelRegistry(workspace.ModelFolder(productName), host.Time));
        (LoanModel model, byte[] zip) = VersionFile.ReadWithBytes(version, product);
        byte[] bytes = format == Onnx ? OnnxExport.Write(product, version, zip, model) : ModelArtifact.WriteMlNet(model);
        path ??= $"{product.Name}-{version.Kind}-{version.Entry}.{(format == Onnx ? "onnx" : "zip")}";
        AtomicFile.WriteAllBytes(path, bytes);
        reporter.Status($"Written: {path} ({version.Kind} {version.Entry}, {Figures.Count(bytes.Length)} bytes).");
        reporter.Document(new
        {
            version.Kind,
            version.Entry.Version,
            modelSha256 = version.Entry.Sha256,
            format,
            path,
            bytes = bytes.Length,
            sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)),
        });
    }
}

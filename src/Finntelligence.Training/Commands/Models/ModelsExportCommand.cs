using System.CommandLine;
using Finntelligence.Foundation.Output;
using Finntelligence.Modelling.Exporting;
using Finntelligence.Modelling.Versions;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Models;

/// <summary><c>models export</c>: a registered model as a file for other runtimes.</summary>
internal static class ModelsExportCommand
{
    public static Command Create(ConsoleHost host)
    {
        var model = new Argument<string>("model")
        {
            Description = "Which, as risk@production or risk/3; without alias or version the one in production, else the latest.",
        };
        var format = new Option<string>("--format")
        {
            Description = "onnx for any ONNX runtime, mlnet for a PredictionEnginePool of ML.NET (which knows no unordered categories), lightgbm for LightGBM 4.",
            Required = true,
        };
        format.AcceptOnlyFromAmong([.. ModelExport.Formats]);
        var path = new Option<string?>("--out")
        {
            Description = "The file to write. Without it: <product>-<model>-<version>.onnx, .zip or .txt in the current folder.",
        };
        Option<string> product = ProductOption.Create();
        var command = new Command("export", "Write a registered model as an ONNX, an ML.NET or a LightGBM file.") { model, format, path, product };
        command.Does(host, (parsed, reporter, _) =>
        {
            ModelReference reference = ModelReference.ParseModel(parsed.GetValue(model)!);
            string wanted = parsed.GetValue(format)!;
            var export = ModelExport.Write(host.Workspace(), parsed.GetValue(product)!, reference, wanted, parsed.GetValue(path), host.Time);
            reporter.Status($"Written: {export.Path} ({export.Version.Kind} {export.Version.Entry}, {Figures.Count(export.Size)} bytes).");
            reporter.Document(new
            {
                export.Version.Kind,
                export.Version.Entry.Version,
                modelSha256 = export.Version.Entry.Sha256,
                format = wanted,
                path = export.Path,
                bytes = export.Size,
                sha256 = export.Sha256,
            });
        });
        return command;
    }
}

using System.IO.Compression;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.MlNet.Writing;
using Microsoft.ML;
using FastTreeTransformer = Microsoft.ML.Data.BinaryPredictionTransformer<
    Microsoft.ML.Calibrators.CalibratedModelParametersBase<
        Microsoft.ML.Trainers.FastTree.FastTreeBinaryModelParameters, Microsoft.ML.Calibrators.PlattCalibrator>>;

namespace Finntelligence.Trees.Training.Monotone;

/// <summary>
/// Hands trees to ML.NET. Every constructor of its model, tree and calibrator classes is internal, so the way in is the one that a
/// saved model takes: written as a zip, in memory, and loaded.
/// </summary>
internal static class FittedTransformer
{
    public static FastTreeTransformer Of(TreeEnsemble ensemble, PlattCalibrator calibrator, TrainerColumns columns)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var member in MlNetModelWriter.WriteTransformer(ensemble, calibrator, columns))
            {
                using var stream = zip.CreateEntry(member.Name, CompressionLevel.NoCompression).Open();
                stream.Write(member.Bytes.AsSpan());
            }
        }

        file.Position = 0;
        return (FastTreeTransformer)new MLContext().Model.Load(file, out _);
    }
}

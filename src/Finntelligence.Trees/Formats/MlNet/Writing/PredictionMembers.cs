using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.MlNet.Writing;

/// <summary>Writes the step that applies the model to the features vector: trees, calibrator and the columns the trainer saw.</summary>
internal static class PredictionMembers
{
    private const string StepFolder = "TransformerChain/Transform_001/";
    private const string Score = "Score";

    /// <summary>The members in the order in which ML.NET writes them.</summary>
    /// <param name="folder">Where the step's own record lies in the zip, with a slash at the end.</param>
    /// <param name="ensemble">The trees.</param>
    /// <param name="platt">Their calibrator.</param>
    /// <param name="features">Name of the column of feature vectors.</param>
    /// <param name="trainSchema">The blob of the columns the trainer saw.</param>
    public static IEnumerable<MlNetMember> Write(string folder, TreeEnsemble ensemble, PlattCalibrator platt, string features, byte[] trainSchema)
    {
        MlNetMember[] members =
        [
            MemberWriter.Record(RecordKind.Trees, r => TreesWriter.Write(r.Body, BaseScore.IntoLeaves(ensemble), ensemble.Features.Length)),
            MemberWriter.Text(OtherMembers.CalibratorText, CalibratorText(platt)),
            MemberWriter.Record(RecordKind.Platt, r => r.Body.Double(platt.A).Double(platt.B)),
            MemberWriter.Record(RecordKind.Calibrated, _ => { }),
            MemberWriter.Bytes(OtherMembers.TrainSchema, trainSchema),
            MemberWriter.Record(RecordKind.Prediction, r => Prediction(r, features, platt)),
        ];
        return members.Select(m => m with { Name = folder + m.Name[StepFolder.Length..] });
    }

    private static void Prediction(RecordWriter record, string features, PlattCalibrator platt)
    {
        // Labels are cut on the score: at the score whose probability is one half. (+ 0 makes a −0 a 0.)
        var half = (float)(-platt.B / platt.A) + 0f;
        record.Body.Int32(record.StringId(features)).Single(float.IsFinite(half) ? half : 0).Int32(record.StringId(Score));
    }

    private static string CalibratorText(PlattCalibrator platt) => string.Create(
        CultureInfo.InvariantCulture, $"Platt calibrator\nP(y=1|x) = 1/1+exp(A*x + B)\nA={platt.A:R}\nB={platt.B:R}\n");
}

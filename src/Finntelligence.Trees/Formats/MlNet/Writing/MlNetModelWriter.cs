using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.MlNet.Writing;

/// <summary>
/// Writes a model as ML.NET saves the pipeline named float columns → Concatenate → FastTree binary classifier → Platt.
/// <c>MLContext.Model.Load</c> reads a zip of these members and gives our score and probability on every row, bit for bit,
/// missing values included. ML.NET looks members up by name, so the zip may hold others beside them, in any order.
/// </summary>
public static class MlNetModelWriter
{
    /// <summary>Whether ML.NET's format can carry the model without a change of any score or probability.</summary>
    /// <param name="ensemble">The trees.</param>
    /// <param name="calibrator">Their calibrator.</param>
    /// <param name="why">If not: the first reason found, one sentence without a full stop.</param>
    public static bool CanExpress(TreeEnsemble ensemble, ICalibrator calibrator, [NotNullWhen(false)] out string? why)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        ArgumentNullException.ThrowIfNull(calibrator);
        if (calibrator is not PlattCalibrator)
            why = $"its calibrator is {CalibratorName.Of(calibrator)}, and only Platt's sigmoid can be written";
        else if (WhyNot(ensemble) is { } fault)
            why = fault;
        else if (ensemble.Features.FirstOrDefault(f => !IsColumnName(f.Name)) is { } feature)
            why = $"'{feature.Name}' cannot be the name of a column";
        else
            why = null;
        return why is null;
    }

    /// <summary>The ten members, in the order in which ML.NET writes them. The same model gives the same bytes.</summary>
    /// <exception cref="ArgumentException">The format cannot carry the model (<see cref="CanExpress"/>).</exception>
    public static ImmutableArray<MlNetMember> Write(TreeEnsemble ensemble, ICalibrator calibrator)
    {
        if (!CanExpress(ensemble, calibrator, out var why))
            throw new ArgumentException($"ML.NET's format cannot carry this model: {why}.", nameof(ensemble));
        var sources = ensemble.Features.Select(f => f.Name).ToArray();
        var features = FreeName("Features", sources);
        return
        [
            MemberWriter.Version(),
            MemberWriter.Record(RecordKind.Concatenate, r => Concatenate(r, sources, features)),
            .. PredictionMembers.Write(
                "TransformerChain/Transform_001/", ensemble, (PlattCalibrator)calibrator, features, SchemaWriter.Trained(sources, features)),
            MemberWriter.Record(RecordKind.Chain, r => Chain(r.Body)),
            MemberWriter.Bytes(OtherMembers.Schema, SchemaWriter.Expected(sources)),
        ];
    }

    /// <summary>
    /// The members of a zip that holds the prediction transformer alone, without Concatenate: what ML.NET saves when the transformer
    /// that a trainer's <c>Fit</c> returned is saved by itself. The features arrive as one vector. Feature names are not written, only
    /// slot names, so any name will do.
    /// </summary>
    /// <exception cref="ArgumentException">The format cannot carry the trees.</exception>
    internal static ImmutableArray<MlNetMember> WriteTransformer(TreeEnsemble ensemble, PlattCalibrator calibrator, TrainerColumns columns)
    {
        if (WhyNot(ensemble) is { } why)
            throw new ArgumentException($"ML.NET's format cannot carry this model: {why}.", nameof(ensemble));
        var schema = SchemaWriter.Trained(columns, ensemble.Features.Length);
        return [MemberWriter.Version(), .. PredictionMembers.Write("TransformerChain/", ensemble, calibrator, columns.Features, schema)];
    }

    private static string? WhyNot(TreeEnsemble ensemble)
    {
        if (ensemble.Trees.SelectMany(t => t.Nodes).FirstOrDefault(n => n.Categories is not null) is { } bySet)
            return $"'{ensemble.Features[bySet.Feature].Name}' is an unordered category; ML.NET's trees split by thresholds, those of ONNX and LightGBM by sets too";
        if (ensemble.Features.IsEmpty)
            return "it has no features, and Concatenate needs at least one";
        return ensemble.Arithmetic == ScoreArithmetic.Single ? "its leaves are added in float32, as XGBoost does; ML.NET adds in double" : null;
    }

    private static void Chain(ByteSink body)
    {
        const int steps = 2;
        const int trainingTestingAndScoring = 7;
        body.Int32(steps).Int32(trainingTestingAndScoring).Int32(trainingTestingAndScoring);
    }

    private static void Concatenate(RecordWriter record, string[] sources, string features)
    {
        const int outputs = 1;
        const int noAlias = -1;
        record.Body.Int32(outputs).Int32(record.StringId(features)).Int32(sources.Length);
        foreach (var source in sources)
            record.Body.Int32(record.StringId(source)).Int32(noAlias);
    }

    // The vector's name must not hide a source column from those who read the schema.
    private static string FreeName(string wanted, string[] taken)
    {
        var name = wanted;
        while (taken.Contains(name))
            name += "_";
        return name;
    }

    private static bool IsColumnName(string name)
    {
        try
        {
            return name.Length > 0 && new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(name) > 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
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
    private const string Score = "Score";

    /// <summary>Whether ML.NET's format can carry the model without a change of any score or probability.</summary>
    /// <param name="ensemble">The trees.</param>
    /// <param name="calibrator">Their calibrator.</param>
    /// <param name="why">If not: the first reason found, one sentence without a full stop.</param>
    public static bool CanExpress(TreeEnsemble ensemble, ICalibrator calibrator, [NotNullWhen(false)] out string? why)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        ArgumentNullException.ThrowIfNull(calibrator);
        var bySet = ensemble.Trees.SelectMany(t => t.Nodes).FirstOrDefault(n => n.Categories is not null);
        if (calibrator is not PlattCalibrator)
            why = $"its calibrator is {CalibratorName.Of(calibrator)}, and only Platt's sigmoid can be written";
        else if (bySet is not null)
            why = $"'{ensemble.Features[bySet.Feature].Name}' is an unordered category; ML.NET's trees split by thresholds";
        else if (ensemble.Features.IsEmpty)
            why = "it has no features, and Concatenate needs at least one";
        else if (ensemble.Features.FirstOrDefault(f => !IsColumnName(f.Name)) is { } feature)
            why = $"'{feature.Name}' cannot be the name of a column";
        else if (ensemble.Arithmetic == ScoreArithmetic.Single)
            why = "its leaves are added in float32, as XGBoost does; ML.NET adds in double";
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
        var platt = (PlattCalibrator)calibrator;
        var sources = ensemble.Features.Select(f => f.Name).ToArray();
        var features = FreeName("Features", sources);
        return
        [
            Text(OtherMembers.Version, VersionText()),
            Record(RecordKind.Concatenate, r => Concatenate(r, sources, features)),
            Record(RecordKind.Trees, r => TreesWriter.Write(r.Body, BaseScore.IntoLeaves(ensemble), sources.Length)),
            Text(OtherMembers.CalibratorText, CalibratorText(platt)),
            Record(RecordKind.Platt, r => r.Body.Double(platt.A).Double(platt.B)),
            Record(RecordKind.Calibrated, _ => { }),
            Member(OtherMembers.TrainSchema, SchemaWriter.Trained(sources, features)),
            Record(RecordKind.Prediction, r => Prediction(r, features, platt)),
            Record(RecordKind.Chain, r => Chain(r.Body)),
            Member(OtherMembers.Schema, SchemaWriter.Expected(sources)),
        ];
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

    private static void Prediction(RecordWriter record, string features, PlattCalibrator platt)
    {
        // Labels are cut on the score: at the score whose probability is one half. (+ 0 makes a −0 a 0.)
        var half = (float)(-platt.B / platt.A) + 0f;
        record.Body.Int32(record.StringId(features)).Single(float.IsFinite(half) ? half : 0).Int32(record.StringId(Score));
    }

    private static string CalibratorText(PlattCalibrator platt) => string.Create(
        CultureInfo.InvariantCulture, $"Platt calibrator\nP(y=1|x) = 1/1+exp(A*x + B)\nA={platt.A:R}\nB={platt.B:R}\n");

    private static string VersionText()
    {
        var assembly = typeof(MlNetModelWriter).Assembly;
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return $"{assembly.GetName().Name} {version}\n";
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

    private static MlNetMember Record(RecordKind kind, Action<RecordWriter> fill)
    {
        var record = new RecordWriter(kind);
        fill(record);
        return Member(kind.Path, record.ToArray());
    }

    private static MlNetMember Text(string name, string text) => Member(name, Encoding.UTF8.GetBytes(text));

    private static MlNetMember Member(string name, byte[] bytes) => new(name, ImmutableCollectionsMarshal.AsImmutableArray(bytes));
}

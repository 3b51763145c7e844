using System.Collections.Immutable;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Formats.MlNet.Reading.Columns;
using Finntelligence.Trees.Formats.MlNet.Reading.Predictors;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>The model's own step: it scores a features column, and holds on to what it read.</summary>
internal sealed class PredictionStep : IStep
{
    private const string Score = "Score";

    public RecordKind Kind => RecordKind.Prediction;

    public string UserName => "the binary classifier";

    /// <summary>The slots of the features column.</summary>
    public ImmutableArray<Slot> Features { get; private set; }

    /// <summary>The model, once the step was read.</summary>
    public SlotModel? Model { get; private set; }

    /// <summary>The model's own calibrator; null when it has none.</summary>
    public PlattCalibrator? Calibrator { get; private set; }

    public void Apply(Record record, StepContext context)
    {
        var body = record.Open();
        var features = record.Text(body, body.Int32());
        // The threshold cuts labels, of which this reader makes none.
        _ = body.Single();
        var compared = record.Text(body, body.Int32());
        if (compared != Score)
            throw body.Fault($"labels are compared on the column '{FileText.Printable(compared)}'; only 'Score' is supported");
        body.ExpectEnd();
        if (Model is not null)
            throw context.Fault("it is the second model of the pipeline; one is supported");

        Features = Slots(features, context);
        CheckTrained(features, context);
        (Model, Calibrator) = PredictorReader.Read(context.Members, $"{context.Folder}/Model", Features.Length);
        context.Columns.Set(Score, Made(PredictionRole.Score));
        context.Columns.Set("PredictedLabel", Made(PredictionRole.None));
        if (Calibrator is not null)
            context.Columns.Set("Probability", Made(PredictionRole.Probability));
    }

    private static ImmutableArray<Slot> Slots(string features, StepContext context)
    {
        var column = context.Input(features);
        var name = FileText.Printable(features);
        if (column.Opaque is { } why)
            throw context.Fault($"its features column '{name}' cannot be followed: {why}");
        if (!column.IsVector || column.Kind != ItemKind.Single)
            throw context.Fault($"its features column '{name}' is no vector of floats");
        return column.Slots;
    }

    private void CheckTrained(string features, StepContext context)
    {
        var entry = $"{context.Folder}/TrainSchema";
        var trained = SchemaReader.Read(entry, context.Members.Read(entry));
        if (!trained.TryGetValue(features, out var column) || column.ItemKind != ItemKind.Single || column.VectorLength != Features.Length)
        {
            throw new InvalidModelFileException(
                entry, $"the column '{FileText.Printable(features)}' must be there as a vector of {Features.Length} floats");
        }
    }

    private static Column Made(PredictionRole role) => Column.Unknown("the model itself made it") with { Role = role };
}

using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Formats.MlNet.Reading.Columns;
using Finntelligence.Trees.Formats.MlNet.Reading.Predictors;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>A calibrator after the model: it makes the probability anew, from the score.</summary>
internal sealed class PlattStep : IStep
{
    public RecordKind Kind => StepKinds.PlattStep;

    public string UserName => "Calibrators.Platt";

    /// <summary>The last calibrator read; null when there was none.</summary>
    public PlattCalibrator? Calibrator { get; private set; }

    public void Apply(Record record, StepContext context)
    {
        var body = record.Open();
        var score = record.Text(body, body.Int32());
        body.ExpectEnd();
        if (context.Input(score).Role != PredictionRole.Score)
            throw context.Fault($"it calibrates '{FileText.Printable(score)}', which is not the model's score");
        Calibrator = PlattReader.Read(context.Members, $"{context.Folder}/Calibrator");
        context.Columns.Set("Probability", Column.Unknown("a calibrator made it") with { Role = PredictionRole.Probability });
    }
}

using System.Collections.Immutable;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Formats.MlNet.Reading.Columns;
using Finntelligence.Trees.Formats.MlNet.Reading.Predictors;
using Finntelligence.Trees.Formats.MlNet.Reading.Steps;

namespace Finntelligence.Trees.Formats.MlNet.Reading;

/// <summary>A whole pipeline, read: what each slot of the features column is, the trees over them, and the last calibrator.</summary>
/// <param name="Features">The slots as functions of raw inputs.</param>
/// <param name="Model">The trees.</param>
/// <param name="Calibrator">What makes the probability that the pipeline ends with.</param>
internal sealed record Pipeline(ImmutableArray<Slot> Features, SlotModel Model, PlattCalibrator Calibrator)
{
    /// <summary>The column that a probability is in, whatever calibrator made it.</summary>
    private const string Probability = "Probability";

    /// <summary>Goes through the steps in their order.</summary>
    /// <exception cref="InvalidModelFileException">A step cannot be folded, or something is damaged; the message names it.</exception>
    public static Pipeline Read(IModelMembers members)
    {
        var schema = members.Contains(OtherMembers.Schema)
            ? SchemaReader.Read(OtherMembers.Schema, members.Read(OtherMembers.Schema))
            : null;
        var columns = new ColumnGraph(schema);
        var prediction = new PredictionStep();
        var platt = new PlattStep();
        foreach (var (step, index) in Chain.Steps(members).Select((step, index) => (step, index)))
        {
            var kind = step.Loader == prediction.Kind.Loader ? prediction
                : step.Loader == platt.Kind.Loader ? platt
                : KnownSteps.Find(step.Loader) ?? throw ForeignSteps.Refusal(step, index);
            var context = new StepContext(members, step.Folder, $"step {index}, {kind.UserName}", columns);
            kind.Apply(Record.Parse(kind.Kind with { Path = step.Path }, members.Read(step.Path)), context);
        }

        if (prediction.Model is not { } model)
            throw new InvalidModelFileException("", "The zip has no model, only steps before one");
        if (!columns.TryGet(Probability, out var made) || made.Role != PredictionRole.Probability)
        {
            throw new InvalidModelFileException(
                "", $"The pipeline ends without a column '{Probability}': a {model.Trainer} model without a calibrator gives scores only, so "
                + "append BinaryClassification.Calibrators.Platt, and drop no column of that name");
        }

        return new Pipeline(prediction.Features, model, platt.Calibrator ?? prediction.Calibrator!);
    }
}

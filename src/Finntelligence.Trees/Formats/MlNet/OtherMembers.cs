namespace Finntelligence.Trees.Formats.MlNet;

/// <summary>The members of the zip that are not records.</summary>
internal static class OtherMembers
{
    /// <summary>One line: who wrote the file.</summary>
    public const string Version = "TrainingInfo/Version.txt";

    /// <summary>The columns the pipeline expects.</summary>
    public const string Schema = "Schema";

    /// <summary>The columns the trainer saw: those of <see cref="Schema"/> and the features vector.</summary>
    public const string TrainSchema = "TransformerChain/Transform_001/TrainSchema";

    /// <summary>The calibrator's numbers for human eyes.</summary>
    public const string CalibratorText = "TransformerChain/Transform_001/Model/Calibrator/Calibrator.txt";
}

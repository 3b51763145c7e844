namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>A kind of step that can be folded into the trees.</summary>
internal interface IStep
{
    /// <summary>Its record's stamps.</summary>
    RecordKind Kind { get; }

    /// <summary>What a user of ML.NET calls it.</summary>
    string UserName { get; }

    /// <summary>Changes the columns as the step does.</summary>
    /// <exception cref="InvalidModelFileException">The record is damaged, or does what no function of one column is.</exception>
    void Apply(Record record, StepContext context);
}

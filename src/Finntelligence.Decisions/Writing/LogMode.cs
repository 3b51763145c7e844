namespace Finntelligence.Decisions.Writing;

/// <summary>What an answer owes the log.</summary>
public enum LogMode
{
    /// <summary>An answer leaves only after its record is durable.</summary>
    Required,

    /// <summary>An answer leaves at once; a record that could not be kept is counted.</summary>
    BestEffort,

    /// <summary>Nothing is kept.</summary>
    Off,
}

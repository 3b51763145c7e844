using System.Collections.Immutable;

namespace Finntelligence.Trees.Formats.MlNet;

/// <summary>What a value is in the file.</summary>
public enum MlNetInputKind
{
    /// <summary>A float or a double; NaN is missing.</summary>
    Number,

    /// <summary>A whole number. ML.NET knows no missing one.</summary>
    Integer,

    /// <summary>0 for false, 1 for true. ML.NET knows no missing one.</summary>
    Boolean,

    /// <summary>
    /// A text. The feature's value is its position in <see cref="MlNetInput.Terms"/>; any other number, and NaN, is a text that the file
    /// does not know, which ML.NET treats as it treats an empty one.
    /// </summary>
    Text,
}

/// <summary>One value that a caller of an ML.NET pipeline gives.</summary>
/// <param name="Column">The column it is in.</param>
/// <param name="Slot">Its position there, for a vector; null for a column of its own.</param>
/// <param name="Named">Whether the column, or the slot, has a name; a slot without one is called after column and position.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Type">ML.NET's type of it, such as Single or Int32.</param>
/// <param name="Terms">The texts the file knows; empty for a number.</param>
public sealed record MlNetInput(string Column, int? Slot, bool Named, MlNetInputKind Kind, string Type, ImmutableArray<string> Terms);

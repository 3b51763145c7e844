using System.Collections.Immutable;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Columns;

/// <summary>A column somewhere in the pipeline.</summary>
/// <param name="Kind">What its items are.</param>
/// <param name="IsVector">Whether it is a vector, of whatever length.</param>
/// <param name="Slots">Its values as functions of raw inputs; one for a scalar.</param>
internal sealed record Column(ItemKind Kind, bool IsVector, ImmutableArray<Slot> Slots)
{
    /// <summary>Number of terms of a column of keys; else 0.</summary>
    public int Terms { get; init; }

    /// <summary>
    /// Why its values cannot be followed, without a full stop: null when they can. Such a column only matters once the trees read it.
    /// </summary>
    public string? Opaque { get; init; }

    /// <summary>What the model itself made, or nothing.</summary>
    public PredictionRole Role { get; init; }

    public static Column Unknown(string why) => new(ItemKind.Other, IsVector: false, []) { Opaque = why };
}

/// <summary>The columns a classifier adds.</summary>
internal enum PredictionRole
{
    None,
    Score,
    Probability,
}

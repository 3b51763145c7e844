using System.Collections.Immutable;
using System.Text.Json;

namespace Finntelligence.Histories.Checks;

/// <summary>One figure.</summary>
public sealed record CheckDefinition
{
    /// <summary>What it is called in messages.</summary>
    public required string Figure { get; init; }

    /// <summary>How it is computed over the rows that <see cref="Where"/> leaves.</summary>
    public required Measure Measure { get; init; }

    /// <summary>The column measured; none for <see cref="Measure.Rows"/>.</summary>
    public string? Column { get; init; }

    /// <summary>A column that divides it, row by row.</summary>
    public string? DividedBy { get; init; }

    /// <summary>The limit of <see cref="Measure.ShareAbove"/>.</summary>
    public double? Above { get; init; }

    /// <summary>Column and value: only rows where all of them are equal count. A number is compared as a number, null means missing.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Where { get; init; } = ImmutableSortedDictionary<string, JsonElement>.Empty;

    /// <summary>The figure.</summary>
    public required double Expected { get; init; }

    /// <summary>Greatest difference that passes.</summary>
    public double Tolerance { get; init; }

    /// <summary>What is wrong with the definition, or null.</summary>
    public string? Fault()
    {
        if (Measure != Measure.Rows && Column is null)
            return $"{JsonNamingPolicy.CamelCase.ConvertName(Measure.ToString())} needs a column.";
        if (Measure == Measure.Rows && (Column ?? DividedBy) is not null)
            return "rows takes no column.";
        if (Measure == Measure.Distinct && DividedBy is not null)
            return "distinct takes no dividedBy.";
        if (Measure == Measure.ShareAbove != Above.HasValue)
            return Above.HasValue ? "above belongs to shareAbove only." : "shareAbove needs above.";
        if (!double.IsFinite(Expected) || !(Tolerance >= 0))
            return "expected must be a number and tolerance 0 or more.";
        return Where.Values.Any(v => v.ValueKind is not (JsonValueKind.Number or JsonValueKind.String or JsonValueKind.Null))
            ? "where compares with a number, a text or null."
            : null;
    }
}

/// <summary>How a figure is computed.</summary>
public enum Measure
{
    /// <summary>Number of rows.</summary>
    Rows,

    /// <summary>Number of rows where the column is missing.</summary>
    Missing,

    /// <summary>Number of different values, missing aside.</summary>
    Distinct,

    /// <summary>Mean of the values, missing aside.</summary>
    Mean,

    /// <summary>Smallest value.</summary>
    Minimum,

    /// <summary>Greatest value.</summary>
    Maximum,

    /// <summary>Share of the values that are strictly above a limit, missing aside.</summary>
    ShareAbove,
}

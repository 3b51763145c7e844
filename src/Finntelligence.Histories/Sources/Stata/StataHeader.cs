using System.Collections.Immutable;

namespace Finntelligence.Histories.Sources.Stata;

/// <summary>What precedes the rows.</summary>
/// <param name="BigEndian">Byte order of every number in the file.</param>
/// <param name="Rows">Rows the file promises; a claim, never a size to allocate.</param>
/// <param name="Variables">In file order.</param>
internal sealed record StataHeader(bool BigEndian, int Rows, ImmutableArray<StataVariable> Variables)
{
    /// <summary>Bytes in a row.</summary>
    public int RowWidth { get; } = Variables.Sum(v => v.Type.Width);
}

/// <summary>A column.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">Storage.</param>
/// <param name="Offset">First byte within a row.</param>
/// <param name="Label">For people; may be empty.</param>
internal sealed record StataVariable(string Name, StataType Type, int Offset, string Label);

using System.Collections.Immutable;

namespace Finntelligence.Histories.Sources.Stata;

/// <summary>What precedes the rows.</summary>
/// <param name="Release">Of the format.</param>
/// <param name="BigEndian">Byte order of every number in the file.</param>
/// <param name="Rows">Rows the file promises; a claim, never a size to allocate.</param>
/// <param name="Variables">In file order.</param>
internal sealed record StataHeader(StataRelease Release, bool BigEndian, long Rows, ImmutableArray<StataVariable> Variables)
{
    /// <summary>Bytes in a row.</summary>
    public int RowWidth { get; } = Variables.Sum(v => v.Type.Width);

    /// <summary>A header of variables that are described by lists, one entry each.</summary>
    public static StataHeader Of(
        StataRelease release, bool bigEndian, long rows, ImmutableArray<StataType> types, ImmutableArray<string> names, ImmutableArray<string> formats,
        ImmutableArray<string> valueLabels, ImmutableArray<string> labels)
    {
        var variables = ImmutableArray.CreateBuilder<StataVariable>(types.Length);
        int offset = 0;
        for (int i = 0; i < types.Length; i++)
        {
            variables.Add(new StataVariable(names[i], types[i], offset, labels[i]) { Format = formats[i], ValueLabels = valueLabels[i] });
            offset += types[i].Width;
        }
        return new StataHeader(release, bigEndian, rows, variables.MoveToImmutable());
    }
}

/// <summary>A column.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">Storage.</param>
/// <param name="Offset">First byte within a row.</param>
/// <param name="Label">For people; may be empty.</param>
internal sealed record StataVariable(string Name, StataType Type, int Offset, string Label)
{
    /// <summary>How Stata displays it; tells dates.</summary>
    public string Format { get; init; } = "";

    /// <summary>Name of the texts that stand for its numbers; empty for none.</summary>
    public string ValueLabels { get; init; } = "";
}

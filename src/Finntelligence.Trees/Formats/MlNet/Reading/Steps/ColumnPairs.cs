using System.Collections.Immutable;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>The start that the records of most steps have in common: which column becomes which.</summary>
internal static class ColumnPairs
{
    public static ImmutableArray<(string Output, string Input)> Read(Record record, ref ByteCursor body)
    {
        var count = body.Count("column pairs", 2 * sizeof(int));
        if (count == 0)
            throw body.Fault("a step without columns");
        var pairs = ImmutableArray.CreateBuilder<(string, string)>(count);
        for (var i = 0; i < count; i++)
            pairs.Add((record.Text(body, body.Int32()), record.Text(body, body.Int32())));
        return pairs.MoveToImmutable();
    }
}

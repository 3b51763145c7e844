using System.Collections.Immutable;
using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Folding;

/// <summary>What the splits above a place in a tree leave possible for an input.</summary>
/// <param name="First">The least possible number, in <see cref="FloatOrder"/>.</param>
/// <param name="Last">The greatest; below <paramref name="First"/> when no number is possible.</param>
/// <param name="MayBeMissing">Whether a number may be missing.</param>
/// <param name="Codes">Which known texts are possible, for a text.</param>
/// <param name="MayBeOther">Whether an unknown or missing text is.</param>
internal sealed record Known(int First, int Last, bool MayBeMissing, ImmutableArray<int> Codes, bool MayBeOther)
{
    public static Known OnlyMissing { get; } = new(First: 1, Last: 0, MayBeMissing: true, [], MayBeOther: false);

    public static Known Nothing(RawInput input) => new(
        FloatOrder.Least, FloatOrder.Greatest, MayBeMissing: true, [.. Enumerable.Range(0, input.Terms.Count)], MayBeOther: true);

    /// <summary>The runs that have a possible number.</summary>
    public ReadOnlySpan<Run> Within(ImmutableArray<Run> runs)
    {
        if (First > Last)
            return [];
        var (from, to) = (0, runs.Length);
        while (from + 1 < to && runs[from + 1].First <= First)
            from++;
        while (to - 1 > from && runs[to - 1].First > Last)
            to--;
        return runs.AsSpan()[from..to];
    }
}

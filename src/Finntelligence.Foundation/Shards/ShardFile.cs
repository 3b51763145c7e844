using System.Collections.Immutable;
using System.Globalization;

namespace Finntelligence.Foundation.Shards;

/// <summary>What was computed of one part of an input, as a file.</summary>
/// <param name="Path">Of the file.</param>
/// <param name="Shard">Which part, from 1.</param>
/// <param name="Shards">Of how many.</param>
/// <param name="MadeWith">What all parts must have been made with alike: what it is, and which.</param>
/// <param name="Content">The same for two files that hold the same; null where that means nothing, as of an empty part.</param>
public sealed record ShardFile(string Path, int Shard, int Shards, ImmutableArray<(string What, string Which)> MadeWith, string? Content)
{
    private const int MostNamed = 20;

    /// <summary>Whether files are the parts of one whole: each there once, all made alike.</summary>
    /// <returns>Everything that is wrong, in sentences.</returns>
    public static IEnumerable<string> Faults(IReadOnlyList<ShardFile> files)
    {
        if (files.Count == 0)
            yield break;
        var first = files[0];
        foreach (var file in files.Skip(1))
        {
            var other = file.MadeWith.Zip(first.MadeWith).FirstOrDefault(pair => pair.First.Which != pair.Second.Which);
            if (other.First.What is { } what)
                yield return $"{file.Path}: it was made with another {what} ({other.First.Which}) than {first.Path} ({other.Second.Which}).";
            else if (file.Shards != first.Shards)
                yield return $"{file.Path}: it is one of {file.Shards} shards, {first.Path} one of {first.Shards}.";
        }

        foreach (var same in files.GroupBy(file => file.Shard).Where(group => group.Count() > 1))
            yield return $"Shard {same.Key} is there {same.Count()} times: {Paths(same)}.";
        foreach (var same in files.Where(file => file.Content is not null).GroupBy(file => file.Content)
            .Where(group => group.Select(file => file.Shard).Distinct().Count() > 1))
            yield return $"{Paths(same)} hold the same under different numbers.";
        int[] missing = [.. Enumerable.Range(1, first.Shards).Except(files.Select(file => file.Shard))];
        if (missing.Length > 0)
            yield return $"Of {first.Shards} shards {Numbers(missing)} {(missing.Length == 1 ? "is" : "are")} not there.";
    }

    private static string Paths(IEnumerable<ShardFile> files) => string.Join(", ", files.Select(file => file.Path));

    private static string Numbers(int[] missing) =>
        string.Join(", ", missing.Take(MostNamed).Select(n => n.ToString(CultureInfo.InvariantCulture))) + (missing.Length > MostNamed ? " …" : "");
}

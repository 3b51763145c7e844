using System.Collections.Immutable;

namespace Finntelligence.Modelling.Reproduction;

/// <summary>A registered model beside the one made again from the same data and seed.</summary>
/// <param name="Kind">The kind of model.</param>
/// <param name="Version">The version's number.</param>
/// <param name="RecordedSha256">Of the registered bytes.</param>
/// <param name="Sha256">Of the bytes made now.</param>
/// <param name="Size">Of the bytes made now.</param>
/// <param name="Inputs">Everything known that a model is made of.</param>
/// <param name="DifferingMembers">Members of the zip that are not the same; empty when the zips are.</param>
public sealed record Comparison(
    string Kind,
    int Version,
    string RecordedSha256,
    string Sha256,
    long Size,
    ImmutableArray<ComparedInput> Inputs,
    ImmutableArray<string> DifferingMembers)
{
    /// <summary>Whether every byte is the same.</summary>
    public bool IsIdentical => RecordedSha256 == Sha256;

    /// <summary>Why the bytes differ, as far as is known.</summary>
    public string Verdict
    {
        get
        {
            if (IsIdentical)
                return "the same bytes";
            string[] changed = [.. Inputs.Where(i => i.Differs).Select(i => i.Name)];
            return changed.Length == 0
                ? "other bytes, though nothing known differs: the code changed without a new version, or this machine computes otherwise"
                : $"other bytes, and these inputs differ: {string.Join(", ", changed)}";
        }
    }
}

/// <summary>Something that a model is made of.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Recorded">What it was.</param>
/// <param name="Now">What it is here.</param>
public sealed record ComparedInput(string Name, string Recorded, string Now)
{
    /// <summary>What was not recorded cannot be said to differ.</summary>
    public bool Differs => Recorded != Unknown && Now != Unknown && Recorded != Now;

    /// <summary>Stands for what was not recorded.</summary>
    public const string Unknown = "unknown";
}

using System.Collections.Immutable;

namespace Finntelligence.Evidence.Monitoring;

/// <summary>What is counted of one part of the present; parts add up exactly to the whole.</summary>
/// <param name="Format">Always <see cref="Name"/>.</param>
/// <param name="Version">Of the format.</param>
/// <param name="Product">Name of the product.</param>
/// <param name="ProductSha256">Of its definition.</param>
/// <param name="RiskSha256">Of the model of default.</param>
/// <param name="AcceptanceSha256">Of the model of take-up.</param>
/// <param name="Shard">Which part, from 1.</param>
/// <param name="Shards">Of how many.</param>
/// <param name="Source">The file's name.</param>
/// <param name="HeaderLines">Of the file, before its first row.</param>
/// <param name="Lines">Of the file, its header among them.</param>
/// <param name="Rows">Rows that could be read.</param>
/// <param name="Faults">What is wrong with the others.</param>
/// <param name="Models">What each model says; declared ones say nothing.</param>
public sealed record DriftPart(
    string Format, int Version, string Product, string ProductSha256, string RiskSha256, string AcceptanceSha256, int Shard, int Shards,
    string Source, long HeaderLines, long Lines, long Rows, ImmutableArray<LineFault> Faults, ImmutableArray<ModelCounts> Models)
{
    /// <summary>By which the file of a part is known.</summary>
    public const string Name = "finntelligence-monitor-part";

    /// <summary>The version that is written, and the only one that is read.</summary>
    public const int Current = 1;
}

/// <summary>What is counted for one model.</summary>
/// <param name="Kind">"risk" or "acceptance".</param>
/// <param name="Rows">How many the model is meant for.</param>
/// <param name="Features">Its inputs, in vector order.</param>
/// <param name="Score">Its probability, in the bins of training.</param>
/// <param name="ScoreSum">Of the probabilities; an exact sum.</param>
/// <param name="VarianceSum">Of p × (1 − p) where the outcome is known; an exact sum.</param>
/// <param name="KnownSum">Of the probabilities where the outcome is known; an exact sum.</param>
/// <param name="Known">Probabilities with their outcomes.</param>
public sealed record ModelCounts(
    string Kind, long Rows, ImmutableArray<FeatureCounts> Features, BinCounts Score, string ScoreSum, string VarianceSum, string KnownSum,
    ImmutableArray<ScoreCount> Known);

/// <summary>One input.</summary>
/// <param name="Name">The input.</param>
/// <param name="Bins">In the bins of training.</param>
/// <param name="Implausible">Values outside the product's range, taken as missing.</param>
public sealed record FeatureCounts(string Name, BinCounts Bins, long Implausible);

/// <summary>A histogram without its edges, which the models carry.</summary>
/// <param name="Counts">One for each bin.</param>
/// <param name="Missing">NaN values.</param>
public sealed record BinCounts(ImmutableArray<long> Counts, long Missing);

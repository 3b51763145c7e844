using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.Native;

namespace Finntelligence.Lending.Models;

/// <summary>A <see cref="RateBand"/> in a model zip: rates.json, and rates-mean.bin and rates-scale.bin where they depend on the applicant.</summary>
internal static class RateBandMembers
{
    private const string NumbersMember = "rates.json";
    private const string MeanMember = "rates-mean.bin";
    private const string ScaleMember = "rates-scale.bin";

    /// <summary>Names of all of them.</summary>
    public static ImmutableArray<string> Names { get; } = [NumbersMember, MeanMember, ScaleMember];

    /// <summary>The members; none for no band.</summary>
    public static IEnumerable<ZipMember> Write(RateBand? band)
    {
        if (band is null)
            yield break;
        var numbers = new Numbers(band.Mean.Low, band.Mean.Width, band.Scale.Low, band.Scale.Width, band.LeastScale, band.Lowest, band.Highest);
        yield return new ZipMember(NumbersMember, ArtifactJson.Write(numbers, ArtifactJson.Compact));
        if (band.Mean.Trees is { } mean)
            yield return new ZipMember(MeanMember, Bytes(mean));
        if (band.Scale.Trees is { } scale)
            yield return new ZipMember(ScaleMember, Bytes(scale));
    }

    /// <summary>The band; null where the zip has none.</summary>
    /// <exception cref="InvalidModelException">It cannot be used; names the member.</exception>
    public static RateBand? Read(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> members, FeatureEncoder encoder)
    {
        if (!members.TryGetValue(NumbersMember, out var json))
            return null;
        var n = ArtifactJson.Read<Numbers>(NumbersMember, json);
        double[] all = [n.MeanLow, n.MeanWidth, n.ScaleLow, n.ScaleWidth, n.LeastScale, n.LowestRest, n.HighestRest];
        if (!all.All(double.IsFinite) || n.MeanWidth < 0 || n.ScaleWidth < 0 || n.LeastScale <= 0 || n.LowestRest > n.HighestRest)
            throw new InvalidModelException($"{NumbersMember}: its numbers make no band of rates.");
        return new RateBand(
            new BoundedMean(Trees(members, MeanMember, encoder), n.MeanLow, n.MeanWidth),
            new BoundedMean(Trees(members, ScaleMember, encoder), n.ScaleLow, n.ScaleWidth), n.LeastScale, n.LowestRest, n.HighestRest);
    }

    private static TreeEnsemble? Trees(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> members, string member, FeatureEncoder encoder)
    {
        if (!members.TryGetValue(member, out var bytes))
            return null;
        try
        {
            var trees = EnsembleBinary.Read(bytes.Span);
            var expected = RateBand.InputsOf(encoder).Select(j => encoder.Features[j].Name);
            return trees.Features.Select(f => f.Name).SequenceEqual(expected, StringComparer.Ordinal)
                ? trees
                : throw new InvalidModelException($"{member}: its inputs are not what the model sees of the applicant.");
        }
        catch (InvalidEnsembleException e)
        {
            throw new InvalidModelException($"{member}: {e.Message}", e);
        }
    }

    private static byte[] Bytes(TreeEnsemble trees)
    {
        using var stream = new MemoryStream();
        EnsembleBinary.Write(trees, stream);
        return stream.ToArray();
    }

    private sealed record Numbers(
        double MeanLow, double MeanWidth, double ScaleLow, double ScaleWidth, double LeastScale, double LowestRest, double HighestRest);
}

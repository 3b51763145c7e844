using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.Native;

namespace Finntelligence.Lending.Models;

/// <summary>
/// A <see cref="RateBand"/> in a model zip: of rates rates.json, and rates-mean.bin and rates-scale.bin where they depend on the applicant; of months
/// the same under their name.
/// </summary>
internal static class RateBandMembers
{
    public const string Rates = "rates";
    public const string Months = "months";

    /// <summary>Names of all of them.</summary>
    public static ImmutableArray<string> Names { get; } =
        [.. new[] { Rates, Months }.SelectMany(of => (string[])[Numbers(of), Mean(of), Scale(of)])];

    /// <summary>The members; none for no band.</summary>
    public static IEnumerable<ZipMember> Write(RateBand? band, string of)
    {
        if (band is null)
            yield break;
        var numbers = new BandNumbers(band.Mean.Low, band.Mean.Width, band.Scale.Low, band.Scale.Width, band.LeastScale, band.Lowest, band.Highest);
        yield return new ZipMember(Numbers(of), ArtifactJson.Write(numbers, ArtifactJson.Compact));
        if (band.Mean.Trees is { } mean)
            yield return new ZipMember(Mean(of), Bytes(mean));
        if (band.Scale.Trees is { } scale)
            yield return new ZipMember(Scale(of), Bytes(scale));
    }

    /// <summary>The band; null where the zip has none.</summary>
    /// <exception cref="InvalidModelException">It cannot be used; names the member.</exception>
    public static RateBand? Read(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> members, FeatureEncoder encoder, string of)
    {
        if (!members.TryGetValue(Numbers(of), out var json))
            return null;
        var n = ArtifactJson.Read<BandNumbers>(Numbers(of), json);
        double[] all = [n.MeanLow, n.MeanWidth, n.ScaleLow, n.ScaleWidth, n.LeastScale, n.LowestRest, n.HighestRest];
        if (!all.All(double.IsFinite) || n.MeanWidth < 0 || n.ScaleWidth < 0 || n.LeastScale <= 0 || n.LowestRest > n.HighestRest)
            throw new InvalidModelException($"{Numbers(of)}: its numbers make no band of {of}.");
        return new RateBand(
            new BoundedMean(Trees(members, Mean(of), encoder), n.MeanLow, n.MeanWidth),
            new BoundedMean(Trees(members, Scale(of), encoder), n.ScaleLow, n.ScaleWidth), n.LeastScale, n.LowestRest, n.HighestRest);
    }

    private static string Numbers(string of) => $"{of}.json";

    private static string Mean(string of) => $"{of}-mean.bin";

    private static string Scale(string of) => $"{of}-scale.bin";

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

    private sealed record BandNumbers(
        double MeanLow, double MeanWidth, double ScaleLow, double ScaleWidth, double LeastScale, double LowestRest, double HighestRest);
}

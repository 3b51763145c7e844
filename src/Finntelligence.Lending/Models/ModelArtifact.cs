using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Explanation;
using Finntelligence.Trees.Formats.MlNet.Writing;
using Finntelligence.Trees.Formats.Native;

namespace Finntelligence.Lending.Models;

/// <summary>
/// Reads and writes model.zip: manifest.json, which holds the SHA-256 of every other member, then ensemble.bin,
/// calibrator.json, support.json, histograms.json, rates.json and months.json where rates were not drawn at random, and any members for other readers.
/// </summary>
public static class ModelArtifact
{
    /// <summary>Greater files are refused unread: 64 MiB.</summary>
    public const int MaximumBytes = 64 << 20;

    private const string EnsembleMember = "ensemble.bin";
    private const string CalibratorMember = "calibrator.json";
    private const string SupportMember = "support.json";
    private const string HistogramsMember = "histograms.json";

    private static readonly ImmutableArray<string> Required = [EnsembleMember, CalibratorMember, SupportMember, HistogramsMember];

    /// <summary>The bytes of a model zip; the same model gives the same bytes on every machine.</summary>
    /// <exception cref="InvalidModelException">What was written could not be read again for this product; the message says why.</exception>
    public static byte[] Write(ProductDefinition product, ModelContents contents)
    {
        var kind = KindOf(contents.Manifest.Kind);
        ImmutableArray<ZipMember> members = [.. OwnMembers(contents), .. OtherMembers(contents)];
        var hashes = members.ToImmutableSortedDictionary(m => m.Name, m => Hash(m.Bytes.Span), StringComparer.Ordinal);
        var zip = StoredZip.Write([new(ManifestJson.Member, ManifestJson.Write(contents.Manifest, hashes)), .. members]);
        Read(zip, product, kind);
        return zip;
    }

    /// <summary>Reads a zip, verifies its hashes and checks that it fits the product.</summary>
    /// <exception cref="InvalidModelException">Corrupt, truncated, of another kind or made for another schema; the message says how.</exception>
    public static LoanModel Read(ReadOnlyMemory<byte> zip, ProductDefinition product, ModelKind kind)
    {
        if (zip.Length > MaximumBytes)
            throw new InvalidModelException($"The zip has {zip.Length} bytes, more than {MaximumBytes}.");
        var members = ByName(StoredZip.Read(zip));
        var (manifest, hashes) = ManifestJson.Read(Member(members, ManifestJson.Member));
        CheckHashes(members, hashes);
        CheckPurpose(manifest, product, kind);

        var encoder = new FeatureEncoder(product, kind);
        var ensemble = ReadEnsemble(Member(members, EnsembleMember));
        SchemaCheck.Check(manifest, ensemble.Features, encoder);
        var calibrator = ReadCalibrator(Member(members, CalibratorMember));
        ContentCheck.Calibrator(CalibratorMember, calibrator, manifest);
        var support = ArtifactJson.Read<SupportTable>(SupportMember, Member(members, SupportMember));
        ContentCheck.Support(SupportMember, support, product, kind);
        var histograms = ArtifactJson.Read<FeatureHistograms>(HistogramsMember, Member(members, HistogramsMember));
        ContentCheck.Histograms(HistogramsMember, histograms, manifest.Features);
        return new LoanModel
        {
            Kind = kind,
            Manifest = manifest,
            Sha256 = Hash(zip.Span),
            Encoder = encoder,
            Ensemble = ensemble,
            Calibrator = calibrator,
            Support = support,
            Histograms = histograms,
            Band = RateBandMembers.Read(members, encoder, RateBandMembers.Rates),
            MonthsBand = RateBandMembers.Read(members, encoder, RateBandMembers.Months),
            MlNet = [.. StoredZip.Read(zip).Where(m => m.Name != ManifestJson.Member && !Required.Contains(m.Name) && !RateBandMembers.Names.Contains(m.Name))
                .Select(m => new MlNetMember(m.Name, [.. m.Bytes.Span]))],
        };
    }

    /// <summary>What a zip holds, in its order. Nothing of it is verified.</summary>
    /// <exception cref="InvalidModelException">It is no zip, or a damaged one.</exception>
    public static ImmutableArray<ArtifactMember> Members(ReadOnlyMemory<byte> zip) =>
        [.. StoredZip.Read(zip).Select(m => new ArtifactMember(m.Name, m.Bytes.Length, Hash(m.Bytes.Span)))];

    /// <summary>A zip of ML.NET's members alone, for hosts that shall see nothing else.</summary>
    /// <exception cref="InvalidModelException">ML.NET's format cannot carry the model; the message says why.</exception>
    public static byte[] WriteMlNet(LoanModel model)
    {
        if (!model.MlNet.IsEmpty)
            return StoredZip.Write(Zipped(model.MlNet));
        if (!MlNetModelWriter.CanExpress(model.Ensemble, model.Calibrator, out var why))
            throw new InvalidModelException($"ML.NET's format cannot carry this {model.Manifest.Kind} model: {why}.");
        return StoredZip.Write(MlNetMembers(model.Ensemble, model.Calibrator));
    }

    private static ImmutableArray<ZipMember> OwnMembers(ModelContents contents)
    {
        using var ensemble = new MemoryStream();
        EnsembleBinary.Write(contents.Ensemble, ensemble);
        return
        [
            new(EnsembleMember, ensemble.ToArray()),
            new(CalibratorMember, ToBytes(contents.Calibrator)),
            new(SupportMember, ArtifactJson.Write(contents.Support, ArtifactJson.Compact)),
            new(HistogramsMember, ArtifactJson.Write(contents.Histograms, ArtifactJson.Compact)),
            .. RateBandMembers.Write(contents.Band, RateBandMembers.Rates),
            .. RateBandMembers.Write(contents.MonthsBand, RateBandMembers.Months),
        ];
    }

    /// <summary>
    /// What ML.NET saved of the same model; of a model that it did not train, the same as it would save, where it can express it.
    /// Hashed like our own members.
    /// </summary>
    private static ImmutableArray<ZipMember> OtherMembers(ModelContents contents)
    {
        if (!contents.MlNet.IsDefaultOrEmpty)
            return Zipped(contents.MlNet);
        return MlNetModelWriter.CanExpress(contents.Ensemble, contents.Calibrator, out _)
            ? MlNetMembers(contents.Ensemble, contents.Calibrator)
            : [];
    }

    private static ImmutableArray<ZipMember> MlNetMembers(TreeEnsemble ensemble, ICalibrator calibrator) =>
        Zipped(MlNetModelWriter.Write(ensemble, calibrator));

    private static ImmutableArray<ZipMember> Zipped(ImmutableArray<MlNetMember> members) =>
        [.. members.Select(m => new ZipMember(m.Name, m.Bytes.AsMemory()))];

    private static Dictionary<string, ReadOnlyMemory<byte>> ByName(ImmutableArray<ZipMember> members)
    {
        var byName = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            if (!byName.TryAdd(member.Name, member.Bytes))
                throw new InvalidModelException($"The zip has two members '{member.Name}'.");
        }

        return byName;
    }

    private static ReadOnlyMemory<byte> Member(Dictionary<string, ReadOnlyMemory<byte>> members, string name) =>
        members.TryGetValue(name, out var bytes) ? bytes : throw new InvalidModelException($"The zip has no member '{name}'.");

    private static void CheckHashes(Dictionary<string, ReadOnlyMemory<byte>> members, ImmutableDictionary<string, string> hashes)
    {
        foreach (var name in hashes.Keys.Union(Required).Order(StringComparer.Ordinal))
            Member(members, name);
        foreach (var (name, bytes) in members.Where(m => m.Key != ManifestJson.Member))
        {
            if (!hashes.TryGetValue(name, out var expected))
                throw new InvalidModelException($"{ManifestJson.Member} does not list the member '{name}'.");
            if (Hash(bytes.Span) != expected)
                throw new InvalidModelException($"The member '{name}' is not the one that {ManifestJson.Member} lists: its SHA-256 differs.");
        }
    }

    private static void CheckPurpose(ModelManifest manifest, ProductDefinition product, ModelKind kind)
    {
        if (KindOf(manifest.Kind) != kind)
            throw new InvalidModelException($"This is the {manifest.Kind} model; the {TextOf(kind)} model was expected.");
        if (manifest.Product != product.Name)
            throw new InvalidModelException($"The model was made for the product '{manifest.Product}', not for '{product.Name}'.");
    }

    private static byte[] ToBytes(ICalibrator calibrator)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
            CalibratorJson.Write(calibrator, writer);
        return bytes.WrittenSpan.ToArray();
    }

    private static ICalibrator ReadCalibrator(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return CalibratorJson.Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or InvalidCalibratorException)
        {
            throw new InvalidModelException($"{CalibratorMember}: {e.Message}", e);
        }
    }

    private static TreeEnsemble ReadEnsemble(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var ensemble = EnsembleBinary.Read(bytes.Span);
            // A model that cannot explain itself cannot say why it declines.
            _ = new TreeShap(ensemble);
            return ensemble;
        }
        catch (InvalidEnsembleException e)
        {
            throw new InvalidModelException($"{EnsembleMember}: {e.Message}", e);
        }
    }

    private static ModelKind KindOf(string text) =>
        Enum.GetValues<ModelKind>().Where(k => TextOf(k) == text).Select(k => (ModelKind?)k).FirstOrDefault()
        ?? throw new InvalidModelException($"{ManifestJson.Member}: the kind is '{text}', neither 'risk' nor 'acceptance'.");

    private static string TextOf(ModelKind kind) => kind == ModelKind.Risk ? "risk" : "acceptance";

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>A part of a model zip.</summary>
/// <param name="Name">Path inside the zip.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record ArtifactMember(string Name, int Bytes, string Sha256);

/// <summary>What goes into a zip.</summary>
public sealed record ModelContents(
    ModelManifest Manifest,
    Trees.Ensembles.TreeEnsemble Ensemble,
    Trees.Calibration.ICalibrator Calibrator,
    SupportTable Support,
    FeatureHistograms Histograms)
{
    /// <summary>The rates that people who are alike were offered; null where they were drawn at random, or nobody looked.</summary>
    public RateBand? Band { get; init; }

    /// <summary>The same of terms in months; null too where the model does not see them.</summary>
    public RateBand? MonthsBand { get; init; }

    /// <summary>The members that <c>MLContext.Model.Save</c> wrote; empty for those that ML.NET would write for the ensemble, if it can.</summary>
    public ImmutableArray<MlNetMember> MlNet { get; init; } = [];
}

/// <summary>A model zip that cannot serve; the message says why.</summary>
public sealed class InvalidModelException(string message, Exception? inner = null) : DataFaultException(message, inner);

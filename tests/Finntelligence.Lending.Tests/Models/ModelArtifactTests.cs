using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.MlNet.Reading;

namespace Finntelligence.Lending.Tests.Models;

public sealed class ModelArtifactTests
{
    private static readonly ProductDefinition Product = SomeProduct.CashLoan;

    private static readonly ModelContents Contents = SomeModels.RandomContents(Product, ModelKind.Risk, seed: 1);

    private static readonly byte[] Zip = ModelArtifact.Write(Product, Contents);

    [Fact]
    public void Read_Gives_Back_What_Was_Written()
    {
        var model = ModelArtifact.Read(Zip, Product, ModelKind.Risk);

        model.Kind.ShouldBe(ModelKind.Risk);
        model.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Zip)));
        model.Manifest.Options.ShouldBe(Contents.Manifest.Options);
        model.Manifest.Metrics["auc"].ShouldBe(0.71234567);
        model.Manifest.Data.ShouldBe(Contents.Manifest.Data);
        model.Support.Cells.Length.ShouldBe(Contents.Support.Cells.Length);
        var again = new ModelContents(model.Manifest, model.Ensemble, model.Calibrator, model.Support, model.Histograms);
        ModelArtifact.Write(Product, again).ShouldBe(Zip);
    }

    [Fact]
    public void Read_Gives_The_Same_Probabilities_Bit_For_Bit()
    {
        var random = new Random(3);
        var model = ModelArtifact.Read(Zip, Product, ModelKind.Risk);
        var row = new float[model.Encoder.Features.Length];
        for (var i = 0; i < 500; i++)
        {
            model.Encoder.Encode(SomeApplicants.Random(Product, random), new OfferVector(100 * random.Next(2, 40), 4, 5), row);
            var expected = Contents.Calibrator.Probability((float)Contents.Ensemble.Score(row));
            BitConverter.SingleToInt32Bits(model.Probability(row)).ShouldBe(BitConverter.SingleToInt32Bits(expected));
        }
    }

    [Fact]
    public void Platt_Calibrators_Survive()
    {
        var model = SomeModels.Of(Product, ModelKind.Acceptance, [], calibrator: new PlattCalibrator(-1.0 / 3, 0.1));

        model.Calibrator.ShouldBeOfType<PlattCalibrator>().ShouldSatisfyAllConditions(p => p.A.ShouldBe(-1.0 / 3), p => p.B.ShouldBe(0.1));
        model.Manifest.Calibration.ShouldBe("platt");
    }

    [Fact]
    public void Imported_Models_Survive_With_Their_Source_Arithmetic_And_Sigmoid()
    {
        var stump = SomeModels.Stump(Product, ModelKind.Risk, "rate", 7.5f, 0.25, 0.5);
        var ensemble = new TreeEnsemble(new FeatureEncoder(Product, ModelKind.Risk).Features, -1, [stump], ScoreArithmetic.Single);
        var contents = SomeModels.Contents(Product, ModelKind.Risk, ensemble, new XGBoostSigmoid());
        var source = new ModelSource("xgboost", "model.json", new string('1', 64), "binary:logistic", CoverCounted: false, Evaluated: null);
        var manifest = contents.Manifest with { Calibration = "xgboost", Source = source };

        var model = SomeModels.Read(Product, ModelKind.Risk, contents with { Manifest = manifest });

        model.Manifest.Source.ShouldBe(source);
        model.Calibrator.ShouldBeOfType<XGBoostSigmoid>();
        model.Ensemble.Arithmetic.ShouldBe(ScoreArithmetic.Single);
    }

    [Fact]
    public void The_Manifest_Of_A_Trained_Model_Says_Nothing_Of_A_Source() =>
        System.Text.Encoding.UTF8.GetString(StoredZip.Read(Zip)[0].Bytes.Span).ShouldNotContain("source");

    [Fact]
    public void Members_Are_Those_Of_The_Zip_With_Their_Hashes()
    {
        var members = ModelArtifact.Members(Zip);
        members.Select(m => m.Name).ShouldBe(StoredZip.Read(Zip).Select(m => m.Name));
        members[1].Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(StoredZip.Read(Zip)[1].Bytes.Span)));
        members[1].Bytes.ShouldBe(StoredZip.Read(Zip)[1].Bytes.Length);
    }

    [Fact]
    public void WriteMlNet_Writes_The_Members_For_ML_NET_Alone()
    {
        var model = ModelArtifact.Read(Zip, Product, ModelKind.Risk);
        var names = ModelArtifact.Members(ModelArtifact.WriteMlNet(model)).Select(m => m.Name).ToArray();
        names.ShouldBe(ModelArtifact.Members(Zip).Select(m => m.Name).Skip(5));

        var isotonic = SomeModels.Of(Product, ModelKind.Risk, [], calibrator: new IsotonicCalibrator([0], [0.5]));
        Should.Throw<InvalidModelException>(() => ModelArtifact.WriteMlNet(isotonic)).Message.ShouldContain("its calibrator is isotonic");
    }

    [Fact]
    public void Isotonic_Calibrators_Survive()
    {
        var isotonic = new IsotonicCalibrator([-1, 0.1f, 2], [0.01, 0.1, 1.0 / 3]);
        var model = SomeModels.Of(Product, ModelKind.Acceptance, [], calibrator: isotonic);

        model.Calibrator.ShouldBeOfType<IsotonicCalibrator>().Probabilities.ShouldBe(isotonic.Probabilities);
        model.Manifest.Calibration.ShouldBe("isotonic");
    }

    [Fact]
    public void Zip_Opens_Elsewhere_And_Its_Manifest_Lists_Every_Other_Member()
    {
        using var archive = new ZipArchive(new MemoryStream(Zip), ZipArchiveMode.Read);

        archive.Entries.Take(5).Select(e => e.FullName)
            .ShouldBe(["manifest.json", "ensemble.bin", "calibrator.json", "support.json", "histograms.json"]);
        var members = JsonNode.Parse(archive.GetEntry("manifest.json")!.Open())!["members"]!.AsObject();
        foreach (var entry in archive.Entries.Skip(1))
            members[entry.FullName]!.GetValue<string>().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(entry.Open())));
        members.Count.ShouldBe(archive.Entries.Count - 1);
    }

    [Fact]
    public void Zip_Is_A_Model_Of_ML_NET_Too_With_The_Same_Probabilities()
    {
        var foreign = MlNetModelReader.Read(Zip);
        var model = ModelArtifact.Read(Zip, Product, ModelKind.Risk);
        foreign.Ensemble.Features.Select(f => f.Name).ShouldBe(model.Manifest.Features);
        var random = new Random(8);
        var row = new float[model.Manifest.Features.Length];
        for (var i = 0; i < 500; i++)
        {
            foreach (ref var value in row.AsSpan())
                value = random.Next(6) == 0 ? float.NaN : 12 * random.NextSingle();
            foreign.Calibrator.Probability((float)foreign.Ensemble.Score(row)).ShouldBe(model.Probability(row));
        }
    }

    [Fact]
    public void Read_Refuses_A_Zip_Cut_At_Any_Length()
    {
        foreach (var length in Enumerable.Range(0, 400).Concat(Enumerable.Range(0, 300).Select(i => (int)((long)i * Zip.Length / 300))).Append(Zip.Length - 1))
            Should.Throw<InvalidModelException>(() => ModelArtifact.Read(Zip.AsMemory(0, length), Product, ModelKind.Risk), $"length {length}");
    }

    [Fact]
    public void Read_Refuses_A_Zip_With_Any_Byte_Changed()
    {
        var random = new Random(4);
        var zip = Zip.ToArray();
        for (var i = 0; i < 1000; i++)
        {
            var at = random.Next(zip.Length);
            var flip = (byte)random.Next(1, 256);
            zip[at] ^= flip;
            Should.Throw<InvalidModelException>(() => ModelArtifact.Read(zip, Product, ModelKind.Risk), $"byte {at}");
            zip[at] ^= flip;
        }
    }

    // The hashes are made right again, so that damage reaches what lies behind them.
    [Theory]
    [InlineData("ensemble.bin")]
    [InlineData("calibrator.json")]
    [InlineData("support.json")]
    [InlineData("histograms.json")]
    [InlineData("manifest.json")]
    public void Read_Of_A_Wrong_Member_With_Right_Hashes_Throws_Nothing_Else(string name)
    {
        var random = new Random(5);
        var original = StoredZip.Read(Zip).Single(m => m.Name == name).Bytes.ToArray();
        var refused = 0;
        for (var i = 0; i < 200; i++)
        {
            var bytes = original[..(i % 4 == 0 ? random.Next(original.Length) : original.Length)];
            for (var change = random.Next(1, 4); change > 0 && bytes.Length > 0; change--)
                bytes[random.Next(bytes.Length)] = i % 2 == 0 ? (byte)random.Next(256) : (byte)"0123456789-.eE,:[]{}\"truefalsn"[random.Next(29)];
            try
            {
                ModelArtifact.Read(Repack(name, bytes), Product, ModelKind.Risk);
            }
            catch (InvalidModelException e)
            {
                e.Message.ShouldNotBeNullOrWhiteSpace();
                refused++;
            }
        }

        refused.ShouldBeGreaterThan(25);
    }

    [Fact]
    public void Read_Refuses_A_Member_That_Is_Not_The_Listed_One()
    {
        var members = StoredZip.Read(Zip).Select(m => m.Name == "support.json" ? m with { Bytes = "{}"u8.ToArray() } : m);

        Message(StoredZip.Write([.. members])).ShouldContain("support.json");
    }

    [Fact]
    public void Read_Refuses_Absent_Unlisted_And_Double_Members()
    {
        var members = StoredZip.Read(Zip);

        Message(StoredZip.Write([.. members.Where(m => m.Name != "histograms.json")])).ShouldContain("no member 'histograms.json'");
        Message(StoredZip.Write([.. members, new ZipMember("more", new byte[3])])).ShouldContain("does not list the member 'more'");
        Message(StoredZip.Write([.. members, members[1]])).ShouldContain("two members 'ensemble.bin'");
    }

    [Fact]
    public void Read_Takes_Listed_Members_It_Does_Not_Know()
    {
        var members = StoredZip.Read(Zip).Skip(1).Append(new ZipMember("other/reader.bin", new byte[9])).ToImmutableArray();

        ModelArtifact.Read(Pack(Contents.Manifest, members), Product, ModelKind.Risk).Kind.ShouldBe(ModelKind.Risk);
    }

    [Fact]
    public void Read_Refuses_Another_Format_Kind_Or_Product()
    {
        Message(Pack(Contents.Manifest with { Format = 2 })).ShouldContain("format is 2");
        Message(Pack(Contents.Manifest with { Kind = "acceptance" })).ShouldContain("acceptance model");
        Message(Pack(Contents.Manifest with { Kind = "other" })).ShouldContain("'other'");
        Message(Pack(Contents.Manifest with { Product = "mortgage" })).ShouldContain("mortgage");
        Message(Pack(Contents.Manifest with { Calibration = "isotonic" })).ShouldContain("'none'");
        Should.Throw<InvalidModelException>(() => ModelArtifact.Read(Zip, Product, ModelKind.Acceptance)).Message.ShouldContain("risk model");
    }

    [Fact]
    public void Read_Refuses_More_Bytes_Than_The_Limit()
    {
        Message(new byte[ModelArtifact.MaximumBytes + 1]).ShouldContain("more than");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a zip at all, but long enough to be one")]
    public void Read_Refuses_What_Is_No_Zip(string text) => Message(Encoding.UTF8.GetBytes(text)).ShouldContain("Not a model zip");

    [Fact]
    public void Write_Refuses_What_Could_Not_Be_Read()
    {
        var other = new TreeEnsemble(Contents.Ensemble.Features.RemoveAt(0), 0, []);

        Should.Throw<InvalidModelException>(() => ModelArtifact.Write(Product, Contents with { Ensemble = other }));
    }

    private static string Message(byte[] zip) =>
        Should.Throw<InvalidModelException>(() => ModelArtifact.Read(zip, Product, ModelKind.Risk)).Message;

    private static byte[] Pack(ModelManifest manifest) => Pack(manifest, [.. StoredZip.Read(Zip).Skip(1)]);

    private static byte[] Pack(ModelManifest manifest, ImmutableArray<ZipMember> members) =>
        StoredZip.Write([new ZipMember("manifest.json", ManifestJson.Write(manifest, Hashes(members))), .. members]);

    private static byte[] Repack(string name, byte[] bytes)
    {
        var members = StoredZip.Read(Zip);
        if (name == "manifest.json")
            return StoredZip.Write([members[0] with { Bytes = bytes }, .. members.Skip(1)]);
        return Pack(Contents.Manifest, [.. members.Skip(1).Select(m => m.Name == name ? m with { Bytes = bytes } : m)]);
    }

    private static ImmutableSortedDictionary<string, string> Hashes(IEnumerable<ZipMember> members) =>
        members.ToImmutableSortedDictionary(m => m.Name, m => Convert.ToHexStringLower(SHA256.HashData(m.Bytes.Span)), StringComparer.Ordinal);
}

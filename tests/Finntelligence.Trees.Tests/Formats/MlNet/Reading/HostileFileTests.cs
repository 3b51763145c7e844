using System.IO.Compression;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.MlNet;
using Finntelligence.Trees.Formats.MlNet.Reading;
using Finntelligence.Trees.Formats.MlNet.Writing;
using Finntelligence.Trees.Tests.Support;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Reading;

/// <summary>Offsets are those of the one tree with two leaves that ML.NET saved.</summary>
public sealed class HostileFileTests
{
    private const string Trees = "TransformerChain/Transform_001/Model/Predictor/Model.key";

    [Fact]
    public void Cycle_Is_Refused() =>
        Refusal(Model(TreeDepthTests.Chain(3)).Int32(Trees, 0x121 + 4, 1)).ShouldContain("tree 0, node 1: child 1 has a parent already");

    [Fact]
    public void Child_Out_Of_Range_Is_Refused() =>
        Refusal(EditableModel.Tiny().Int32(Trees, 0x121, int.MaxValue)).ShouldContain("tree 0, node 0: child 2147483647 is out of range");

    [Fact]
    public void Feature_Out_Of_Range_Is_Refused() =>
        Refusal(EditableModel.Tiny().Int32(Trees, 0x131, 2)).ShouldContain("tree 0, node 0: it tests feature 2 of 2");

    [Fact]
    public void Two_Thousand_Million_Trees_Are_Refused() =>
        Refusal(EditableModel.Tiny().Int32(Trees, 0x104, int.MaxValue)).ShouldContain("2147483647 trees cannot be in the");

    [Fact]
    public void Two_Thousand_Million_Children_Are_Refused() =>
        Refusal(EditableModel.Tiny().Int32(Trees, 0x11D, int.MaxValue)).ShouldContain("2147483647 children cannot be in the");

    [Fact]
    public void Two_Thousand_Million_Sources_Are_Refused() =>
        Refusal(EditableModel.Tiny().Int32(RecordKind.Concatenate.Path, 0x108, int.MaxValue)).ShouldContain("2147483647 ");

    [Fact]
    public void Body_Of_Two_Gigabytes_Is_Refused() =>
        Refusal(EditableModel.Tiny().Int64(Trees, 0x18, int.MaxValue)).ShouldStartWith(Trees);

    [Fact]
    public void Two_Thousand_Million_Columns_Are_Refused() =>
        Refusal(EditableModel.Tiny().Int32(OtherMembers.Schema, 0x30, int.MaxValue)).ShouldContain("2147483647 columns");

    [Fact]
    public void NaN_Leaf_Is_Refused() =>
        Refusal(EditableModel.Tiny().Double(Trees, 0x151, double.NaN)).ShouldContain("tree 0, leaf 0: the value is NaN");

    [Fact]
    public void Tree_Of_Sixty_Thousand_Levels_Is_Refused() =>
        Refusal(Model(TreeDepthTests.Chain(60_000))).ShouldContain("tree 0: the tree is 60000 splits deep; 1024 is the most that is read");

    [Fact]
    public void Tree_Of_A_Hundred_Thousand_Levels_Is_Refused() =>
        Refusal(Model(TreeDepthTests.Chain(100_000))).ShouldContain("tree 0 has 100001 leaves; 2 to 65536 are supported");

    [Fact]
    public void Zip_Bomb_Is_Refused()
    {
        // 256 MiB of zeros in a quarter of a megabyte.
        var model = EditableModel.Tiny();
        model.Members[Trees] = new byte[256 << 20];
        var zip = model.Zip(level: CompressionLevel.Fastest);
        model.Members.Clear();
        Hostile.Refusal<InvalidModelFileException>(zip.Length, () => MlNetModelReader.Read(zip.AsMemory()))
            .ShouldStartWith($"{Trees}: 268435456 bytes decompressed are more than the 2013");
    }

    private static string Refusal(EditableModel model)
    {
        var zip = model.Zip(level: CompressionLevel.Fastest);
        return Hostile.Refusal<InvalidModelFileException>(model.Members.Sum(m => m.Value.Length), () => MlNetModelReader.Read(zip.AsMemory()));
    }

    private static EditableModel Model(DecisionTree tree) => new(
        MlNetModelWriter.Write(new TreeEnsemble([new FeatureSpec("a")], 0, [tree]), new PlattCalibrator(-1, 0))
            .ToDictionary(m => m.Name, m => m.Bytes.ToArray()));
}

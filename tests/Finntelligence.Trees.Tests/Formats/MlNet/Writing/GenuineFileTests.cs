using System.Text;
using Finntelligence.Trees.Formats.MlNet;
using Finntelligence.Trees.Formats.MlNet.Writing;
using Finntelligence.Trees.Tests.Fixtures;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Writing;

/// <summary>
/// Models that ML.NET trained and saved, read and written again. What the format determines must be the same bytes; what differs is
/// what a trainer knows of its training and scoring does not use, and each such field is named here.
/// </summary>
public sealed class GenuineFileTests
{
    [Fact]
    public void Model_Trained_On_Random_Numbers_Is_Written_As_ML_NET_Did() =>
        ShouldBeTheSame(Path.Combine(MlNetFixture.Synthetic, "synthetic-fasttree.zip"));

    [RealModelFact("mlnet")]
    public void Model_Trained_On_Real_Rows_Is_Written_As_ML_NET_Did() =>
        ShouldBeTheSame(Path.Combine(MlNetFixture.Real, "acceptance-fasttree.zip"));

    private static void ShouldBeTheSame(string path)
    {
        var genuine = MlNetFixture.Members(path);
        var model = MlNetFixture.Read(path);
        var ours = MlNetModelWriter.Write(model.Ensemble, model.Calibrator).ToDictionary(m => m.Name, m => m.Bytes.ToArray());
        ours.Keys.ShouldBe(genuine.Keys);

        foreach (var record in (RecordKind[])[RecordKind.Chain, RecordKind.Concatenate, RecordKind.Prediction, RecordKind.Calibrated, RecordKind.Platt])
            ours[record.Path].ShouldBe(genuine[record.Path], record.Path);
        ours[OtherMembers.CalibratorText].ShouldBe(genuine[OtherMembers.CalibratorText]);

        ShouldHaveTheSameTrees(RawTrees.Of(ours[RecordKind.Trees.Path]), RawTrees.Of(genuine[RecordKind.Trees.Path]));
        ShouldHaveTheSameHeader(ours[RecordKind.Trees.Path], genuine[RecordKind.Trees.Path]);

        // The first columns are the sources in another order, then come the label and what else the training class had; the features
        // vector of TrainSchema is annotated with its slot names, which makes the header point past them.
        ShouldHaveTheSameColumns(ours[OtherMembers.Schema], genuine[OtherMembers.Schema], model);
        ShouldHaveTheSameColumns(ours[OtherMembers.TrainSchema], genuine[OtherMembers.TrainSchema], model);
    }

    private static void ShouldHaveTheSameTrees(RawTrees ours, RawTrees genuine)
    {
        ours.ValueSize.ShouldBe(genuine.ValueSize);
        ours.FeatureCount.ShouldBe(genuine.FeatureCount);
        ours.Bias.ShouldBe(genuine.Bias);
        ours.OldField.ShouldBe(genuine.OldField);
        // The trainer's options as text: we were not told them.
        ours.OptionsText.ShouldBe(-1);
        ours.Trees.Count.ShouldBe(genuine.Trees.Count);
        foreach (var (our, its) in ours.Trees.Zip(genuine.Trees))
        {
            var (leaves, nodes) = (its.LeafCount, its.LeafCount - 1);
            our.LeafCount.ShouldBe(leaves);
            our.Weight.ShouldBe(its.Weight);
            our.CategoricalNodes.ShouldBeEmpty();
            its.CategoricalNodes.ShouldBeEmpty();
            // A trained tree keeps the room it was given; ours have none to spare.
            our.Lower.ShouldBe(its.Lower[..nodes]);
            our.Higher.ShouldBe(its.Higher[..nodes]);
            our.Features.ShouldBe(its.Features[..nodes]);
            our.Thresholds.Select(BitConverter.SingleToInt32Bits).ShouldBe(its.Thresholds.Select(BitConverter.SingleToInt32Bits));
            our.MissingDefaults.ShouldBe(its.MissingDefaults);
            our.Leaves.Select(BitConverter.DoubleToInt64Bits).ShouldBe(its.Leaves[..leaves].Select(BitConverter.DoubleToInt64Bits));
            our.Gains.ShouldBe(its.Gains[..nodes]);
            // Theirs is from before the learning rate was multiplied into the leaves; it informs only.
            our.MaximumOutput.ShouldBe(our.Leaves.Max());
            // Of training only: bins, significance, values before the split.
            (our.BinnedThresholds.Length, our.PValues.Length, our.PreviousValues.Length).ShouldBe((nodes, nodes, nodes));
        }
    }

    // Magic, container, signature, versions, loader: everything that does not depend on the body's length.
    private static void ShouldHaveTheSameHeader(byte[] ours, byte[] genuine)
    {
        ours[..0x18].ShouldBe(genuine[..0x18]);
        ours[0x40..0x80].ShouldBe(genuine[0x40..0x80]);
        ours[0x98..0x100].ShouldBe(genuine[0x98..0x100]);
        ours[^(RecordKind.Trees.Assembly.Length * 2 + 8)..].ShouldBe(genuine[^(RecordKind.Trees.Assembly.Length * 2 + 8)..]);
    }

    private static void ShouldHaveTheSameColumns(byte[] ours, byte[] genuine, MlNetModel model)
    {
        ours[..0x18].ShouldBe(genuine[..0x18]);
        ours[^8..].ShouldBe(genuine[^8..]);
        foreach (var source in model.Ensemble.Features.Select(f => f.Name))
            Column(ours, source).ShouldBe(Column(genuine, source), source);
    }

    /// <summary>Name, codec without parameters, compression, rows per block, lookup and annotations of a float column.</summary>
    private static byte[] Column(byte[] blob, string name)
    {
        byte[] start = [(byte)name.Length, .. Encoding.UTF8.GetBytes(name), 6, .. "Single"u8];
        var at = blob.AsSpan().IndexOf(start);
        at.ShouldBeGreaterThan(0, name);
        return blob[at..(at + start.Length + 1 + 2 + 16)];
    }
}

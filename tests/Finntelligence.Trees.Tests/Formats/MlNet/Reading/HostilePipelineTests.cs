using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.MlNet;
using Finntelligence.Trees.Formats.MlNet.Reading.Steps;
using Finntelligence.Trees.Formats.MlNet.Writing;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Reading;

/// <summary>Pipelines that ask for far more work or memory than their bytes.</summary>
public sealed class HostilePipelineTests
{
    private const int Terms = 6_000;
    private const string Root = "TransformerChain/";

    [Fact]
    public void Six_Thousand_Categories_Tested_Thousands_Of_Times_Are_Refused() =>
        OneHot(repetitions: 1).Refusal().ShouldBe("The steps before the trees take too long to be folded into them.");

    [Fact]
    public void Columns_Of_Millions_Of_Slots_Are_Refused() =>
        OneHot(repetitions: 340).Refusal().ShouldBe("The columns of all steps have more than 2000000 slots together.");

    [Fact]
    public void A_Record_Of_A_Foreign_Assembly_Is_Refused()
    {
        var foreign = new RecordWriter(RecordKind.Platt with { Assembly = "Evil, Version=1.0.0.0" });
        foreign.Body.Double(-1).Double(0);
        var model = EditableModel.Tiny();
        model.Members[RecordKind.Platt.Path] = foreign.ToArray();
        model.Refusal().ShouldBe(
            RecordKind.Platt.Path + ": it is read by the assembly 'Evil, Version=1.0.0.0', which is no part of ML.NET.");
    }

    [Fact]
    public void Chains_Within_Chains_End()
    {
        var model = EditableModel.Tiny();
        var chain = new RecordWriter(RecordKind.Chain);
        chain.Body.Int32(1).Int32(7);
        var folder = "TransformerChain";
        for (var depth = 0; depth < 30; depth++, folder += "/Transform_000")
            model.Members[folder + "/Model.key"] = chain.ToArray();
        model.Refusal().ShouldContain("more than 16 chains within one another");
    }

    /// <summary>A number → one of 6,000 terms → one slot each, which trees test 3,200 times.</summary>
    private static EditableModel OneHot(int repetitions)
    {
        var features = Enumerable.Range(0, Terms).Select(i => new FeatureSpec($"x{i}"));
        var written = MlNetModelWriter.Write(new TreeEnsemble([.. features], 0, [.. Enumerable.Range(0, 8).Select(c => Chain(c * 400))]), new PlattCalibrator(-1, 0))
            .ToDictionary(m => m.Name, m => m.Bytes.ToArray());
        var model = new EditableModel([]);
        foreach (var (name, bytes) in written.Where(m => !m.Key.StartsWith(Root + "Transform_000", StringComparison.Ordinal)))
            model.Members[name.Replace("Transform_001", $"Transform_{repetitions + 1:000}", StringComparison.Ordinal)] = bytes;
        model.Members["Schema"] = SchemaWriter.Expected(["a"]);

        var chain = new RecordWriter(RecordKind.Chain);
        chain.Body.Array(Enumerable.Repeat(7, repetitions + 2).ToArray(), scope => chain.Body.Int32(scope));
        model.Members[Root + "Model.key"] = chain.ToArray();
        var keys = new RecordWriter(StepKinds.ValueToKey);
        keys.Body.Int32(1).Int32(keys.StringId("Key")).Int32(keys.StringId("a")).Byte(0);
        model.Members[Root + "Transform_000/Model.key"] = keys.ToArray();
        var vocabulary = new RecordWriter(StepKinds.Vocabulary);
        vocabulary.Body.Int32(1).Byte(1).Text("Single").Leb128(0).Array(Enumerable.Range(0, Terms).ToArray(), i => vocabulary.Body.Single(i));
        model.Members[Root + "Transform_000/Vocabulary/Model.key"] = vocabulary.ToArray();
        var vectors = new RecordWriter(StepKinds.KeyToVector);
        vectors.Body.Int32(1).Int32(vectors.StringId("Features")).Int32(vectors.StringId("Key")).Byte(0);
        var record = vectors.ToArray();
        // Version 1.2, and 1.1 is needed to read it.
        record[0x4C] = 1;
        for (var step = 1; step <= repetitions; step++)
            model.Members[$"{Root}Transform_{step:000}/Model.key"] = record;
        return model;
    }

    // Each node sends one term to a leaf and the others on, so that every node has to be followed.
    private static DecisionTree Chain(int firstTerm)
    {
        const int nodes = 400;
        var splits = Enumerable.Range(0, nodes).Select(n => new SplitNode(
            firstTerm + n, 0.5f, n + 1 < nodes ? n + 1 : ~nodes, ~n, MissingGoesLeft: false, Gain: 0, Cover: 0));
        return new DecisionTree([.. splits], [.. Enumerable.Range(0, nodes + 1).Select(l => new Leaf(l, 0))]);
    }
}

using System.Collections.Immutable;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.MlNet.Writing;
using Finntelligence.Trees.Tests.Training.Monotone;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Writing;

/// <summary>The zip of the prediction transformer alone, held against what ML.NET makes of it.</summary>
public sealed class TransformerWritingTests
{
    private static readonly PlattCalibrator Platt = new(-1, 0.25);

    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void ML_NET_Saves_What_It_Loaded_As_It_Was_Written()
    {
        var columns = new TrainerColumns("Inputs", "Bought", "Weight", ["Price", "größe", ""]);
        var ensemble = RandomModels.Make(new Random(5), features: 3, trees: 6, maximumLeaves: 9);
        var written = MlNetModelWriter.WriteTransformer(ensemble, Platt, columns).ToDictionary(m => m.Name, m => m.Bytes.ToArray());
        var saved = SavedModel.Members(_ml, _ml.Model.Load(new MemoryStream(new EditableModel(written).Zip()), out _));
        written.Keys.ShouldBe(saved.Keys);
        // Theirs names another writer, and compresses the slot names.
        foreach (var name in written.Keys.Where(n => n is not ("TrainingInfo/Version.txt" or "TransformerChain/TrainSchema")))
            written[name].ShouldBe(saved[name], name);
        foreach (var blob in new[] { written["TransformerChain/TrainSchema"], saved["TransformerChain/TrainSchema"] })
        {
            var schema = SavedModel.TrainSchema(_ml, blob);
            schema.Select(c => (c.Name, $"{c.Type}")).ShouldBe([("Bought", "Boolean"), ("Weight", "Single"), ("Inputs", "Vector<Single, 3>")]);
            SavedModel.SlotNames(schema["Inputs"]).ShouldBe(columns.SlotNames);
            schema["Bought"].Annotations.Schema.Count.ShouldBe(0);
        }
    }

    [Fact]
    public void Schema_Without_Slot_Names_Is_Byte_For_Byte_That_Of_ML_NET()
    {
        var columns = new TrainerColumns("Features", "Label", null, []);
        var ensemble = RandomModels.Make(new Random(6), features: 4, trees: 2, maximumLeaves: 5);
        var written = MlNetModelWriter.WriteTransformer(ensemble, Platt, columns).ToDictionary(m => m.Name, m => m.Bytes.ToArray());
        var saved = SavedModel.Members(_ml, _ml.Model.Load(new MemoryStream(new EditableModel(written).Zip()), out _));
        written["TransformerChain/TrainSchema"].ShouldBe(saved["TransformerChain/TrainSchema"]);
    }

    [Fact]
    public void Many_Long_Slot_Names_Are_Kept()
    {
        ImmutableArray<string> names = [.. Enumerable.Range(0, 3_000).Select(i => $"a slot with the rather long name {i} — €")];
        var ensemble = new TreeEnsemble([.. names.Select(n => new FeatureSpec(n))], 0, []);
        var blob = MlNetModelWriter.WriteTransformer(ensemble, Platt, new TrainerColumns("Features", "Label", null, names))
            .Single(m => m.Name == "TransformerChain/TrainSchema").Bytes.ToArray();
        SavedModel.SlotNames(SavedModel.TrainSchema(_ml, blob)["Features"]).ShouldBe(names);
    }

    [Fact]
    public void Trees_That_The_Format_Cannot_Carry_Are_Refused()
    {
        var columns = new TrainerColumns("Features", "Label", null, []);
        Should.Throw<ArgumentException>(() => MlNetModelWriter.WriteTransformer(RandomModels.Make(new Random(3), 2, 9, 9, categories: true), Platt, columns))
            .Message.ShouldContain("'feature 0' is an unordered category");
    }
}

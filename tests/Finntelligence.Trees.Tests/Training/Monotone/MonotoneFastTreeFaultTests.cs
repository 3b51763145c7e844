using Finntelligence.Trees.Training.Monotone;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Finntelligence.Trees.Tests.Training.Monotone;

/// <summary>What cannot be learned from is refused, and each fault is named.</summary>
public sealed class MonotoneFastTreeFaultTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Options_Out_Of_Range_Are_All_Named()
    {
        var message = Should.Throw<ArgumentException>(() => _ml.BinaryClassification.Trainers.MonotoneFastTree(new MonotoneFastTreeOptions
        {
            LabelColumnName = "",
            FeatureColumnName = "x",
            ExampleWeightColumnName = "x",
            NumberOfTrees = -1,
            NumberOfLeaves = 1,
            MinimumExampleCountPerLeaf = 0,
            MinimumHessianPerLeaf = -1,
            LearningRate = 0,
            MaximumBinCountPerFeature = 256,
            FeatureFraction = double.NaN,
            BaggingExampleFraction = 1.5,
            L2Regularization = double.PositiveInfinity,
            MinimumSplitGain = -0.5,
            EarlyStoppingRounds = -2,
            NumberOfThreads = 0,
            Monotone = { ["rate"] = (Monotonicity)7 },
        })).Message;
        foreach (var fault in new[]
        {
            "LabelColumnName is empty.",
            "The column \"x\" is named for two purposes; label, features and weight are three columns.",
            "NumberOfTrees is -1; it must be 0 to 100,000.",
            "NumberOfLeaves is 1; it must be 2 to 65,536.",
            "MinimumExampleCountPerLeaf is 0; it must be at least 1.",
            "MinimumHessianPerLeaf is -1; it must be finite, at least 0.",
            "LearningRate is 0; it must be above 0, at most 1.",
            "MaximumBinCountPerFeature is 256; it must be 2 to 255.",
            "FeatureFraction is NaN; it must be above 0, at most 1.",
            "BaggingExampleFraction is 1.5; it must be above 0, at most 1.",
            "L2Regularization is Infinity; it must be finite, at least 0.",
            "MinimumSplitGain is -0.5; it must be finite, at least 0.",
            "EarlyStoppingRounds is -2; it must be at least 0.",
            "NumberOfThreads is 0; it must be 1 to 1,024, or null for one per core.",
            "Monotone gives \"rate\" the direction 7, which is none.",
        })
            message.ShouldContain(fault);
        message.Split(Environment.NewLine).Length.ShouldBe(15);
    }

    [Fact]
    public void Other_Names_That_Are_None_Are_Named()
    {
        Refusal(() => _ml.BinaryClassification.Trainers.MonotoneFastTree(featureColumnName: "", exampleWeightColumnName: ""))
            .ShouldBe(["FeatureColumnName is empty.", "ExampleWeightColumnName is empty; it must be null where there are no weights."]);
        Refusal(() => _ml.BinaryClassification.Trainers.MonotoneFastTree(new MonotoneFastTreeOptions { NumberOfThreads = 2_000 }))
            .ShouldBe(["NumberOfThreads is 2000; it must be 0 to 1,024."]);
    }

    [Fact]
    public void Columns_That_Are_Not_There_Are_Named_With_Those_That_Are()
    {
        var data = _ml.Data.LoadFromEnumerable(Purchases.Make(50));
        var trainer = _ml.BinaryClassification.Trainers.MonotoneFastTree("Sold", "Inputs", "Mass");
        string[] faults =
        [
            "There is no column \"Sold\" (LabelColumnName); the data has \"Price\", \"Visits\", \"Noise\", \"Weight\", \"Bought\".",
            "There is no column \"Inputs\" (FeatureColumnName); the data has \"Price\", \"Visits\", \"Noise\", \"Weight\", \"Bought\".",
            "There is no column \"Mass\" (ExampleWeightColumnName); the data has \"Price\", \"Visits\", \"Noise\", \"Weight\", \"Bought\".",
        ];
        // Row is no column: it has no setter. In a pipeline the same is said before anything is fitted.
        Refusal(() => trainer.Fit(data)).ShouldBe(faults);
        Refusal(() => new EstimatorChain<ITransformer>().Append(trainer).Fit(data)).ShouldBe(faults);
    }

    [Fact]
    public void Columns_Of_Other_Types_Are_Named()
    {
        var data = _ml.Data.LoadFromEnumerable(new[] { new Odd() });
        string[] faults =
        [
            "The label \"Single\" is Single; it must be Boolean.",
            "The features \"Doubles\" are Vector<Double, 2>; they must be a vector of Single of known size. Concatenate makes one of Single columns, and ConvertType makes a column Single.",
            "The weight \"Text\" is String; it must be Single.",
        ];
        Refusal(() => _ml.BinaryClassification.Trainers.MonotoneFastTree("Single", "Doubles", "Text").Fit(data)).ShouldBe(faults);
        Refusal(() => _ml.BinaryClassification.Trainers.MonotoneFastTree("Text", "Any", "Doubles").Fit(data)).ShouldBe(
        [
            "The label \"Text\" is String; it must be Boolean.",
            "The features \"Any\" are Vector<Single> of unknown size; they must be a vector of Single of known size. Concatenate makes one of Single columns, and ConvertType makes a column Single.",
            "The weight \"Doubles\" is Vector<Double, 2>; it must be Single.",
        ]);
        Refusal(() => _ml.BinaryClassification.Trainers.MonotoneFastTree("Flag", "Single").Fit(data)).Single()
            .ShouldStartWith("The features \"Single\" are Single; they must be a vector");
        var keyed = _ml.Transforms.Conversion.MapValueToKey("Key", "Text").Fit(data).Transform(data);
        Refusal(() => _ml.BinaryClassification.Trainers.MonotoneFastTree("Key", "Any").Fit(keyed))[0]
            .ShouldStartWith("The label \"Key\" is Key<UInt32");

        // The same in a pipeline, whose shapes know no sizes.
        Refusal(() => new EstimatorChain<ITransformer>().Append(_ml.BinaryClassification.Trainers.MonotoneFastTree("Single", "Doubles", "Text")).Fit(data))
            .ShouldBe(faults.Select(f => f.Replace(", 2", "")));
        Refusal(() => new EstimatorChain<ITransformer>().Append(_ml.BinaryClassification.Trainers.MonotoneFastTree("Key", "Any")).Fit(keyed)).ShouldBe(
        [
            "The label \"Key\" is Key<UInt32>; it must be Boolean.",
            "The features \"Any\" are Vector<Single> of unknown size; they must be a vector of Single of known size. Concatenate makes one of Single columns, and ConvertType makes a column Single.",
        ]);
    }

    [Fact]
    public void Directions_Without_Slot_Names_Say_How_To_Get_Them()
    {
        var data = _ml.Data.LoadFromEnumerable(Purchases.Make(50).Select(r => new PurchaseVector { Features = r.Row, Bought = r.Bought }));
        Refusal(() => _ml.BinaryClassification.Trainers.MonotoneFastTree(Purchases.Options()).Fit(data)).ShouldBe(
        [
            "The features \"Features\" have no slot names, and Monotone names \"Price\", \"Visits\". "
                + "Concatenate of named columns gives slot names; a vector that is loaded as such needs the annotation SlotNames.",
        ]);
    }

    [Fact]
    public void Directions_Of_No_Slot_Are_Named_With_The_Slots()
    {
        var options = Purchases.Options();
        options.Monotone["price"] = Monotonicity.Decreasing;
        options.Monotone["Cost"] = Monotonicity.Decreasing;
        Refusal(() => _ml.BinaryClassification.Trainers.MonotoneFastTree(options).Fit(Purchases.View(_ml, Purchases.Make(50)))).ShouldBe(
        [
            "Monotone names \"Cost\", which is no slot of \"Features\"; its slots are \"Price\", \"Visits\", \"Noise\".",
            "Monotone names \"price\", which is no slot of \"Features\"; its slots are \"Price\", \"Visits\", \"Noise\".",
        ]);
    }

    [Fact]
    public void Direction_Of_Two_Slots_Of_One_Name_Is_Refused()
    {
        var data = _ml.Data.LoadFromEnumerable(Purchases.Make(50));
        var view = _ml.Transforms.Concatenate("Features", "Price", "Price", "Visits").Fit(data).Transform(data);
        Refusal(() => _ml.BinaryClassification.Trainers.MonotoneFastTree(Purchases.Options()).Fit(view))
            .ShouldBe(["Monotone names \"Price\", and 2 slots of \"Features\" have that name; it must be one."]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Label_With_One_Class_Is_Refused(bool bought)
    {
        var rows = Purchases.Make(100);
        foreach (var row in rows)
            (row.Weight, row.Bought) = (row.Bought == bought ? 1 : 0, row.Bought);
        var weighted = Purchases.Options();
        weighted.ExampleWeightColumnName = "Weight";
        Refusal(() => _ml.BinaryClassification.Trainers.MonotoneFastTree(weighted).Fit(Purchases.View(_ml, rows)))
            .ShouldBe([$"The label \"Bought\" is {(bought ? "true" : "false")} in every row with a weight above 0; there is nothing to tell apart."]);
        Refusal(() => _ml.BinaryClassification.Trainers.MonotoneFastTree(Purchases.Options())
                .Fit(Purchases.View(_ml, rows.Where(r => r.Bought == bought))))
            .ShouldBe([$"The label \"Bought\" is {(bought ? "true" : "false")} in every row; there is nothing to tell apart."]);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(-0.5f, "-0.5")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    public void Weight_That_Is_None_Is_Refused_By_Row(float weight, string text)
    {
        var rows = Purchases.Make(100);
        (rows[17].Weight, rows[40].Weight) = (weight, weight);
        var options = Purchases.Options();
        options.ExampleWeightColumnName = "Weight";
        Refusal(() => _ml.BinaryClassification.Trainers.MonotoneFastTree(options).Fit(Purchases.View(_ml, rows)))
            .ShouldBe([$"The weight \"Weight\" is {text} in row 17, counted from 0, and 2 of 100 weights are like it: a weight must be finite and at least 0."]);
    }

    [Fact]
    public void Weights_That_Are_All_Zero_Are_Refused()
    {
        var rows = Purchases.Make(100);
        foreach (var row in rows)
            row.Weight = 0;
        var options = Purchases.Options();
        options.ExampleWeightColumnName = "Weight";
        Refusal(() => _ml.BinaryClassification.Trainers.MonotoneFastTree(options).Fit(Purchases.View(_ml, rows)))
            .ShouldBe(["No row has a weight \"Weight\" above 0, so there is none to learn from."]);
    }

    [Fact]
    public void No_Rows_Are_Refused()
    {
        var trainer = _ml.BinaryClassification.Trainers.MonotoneFastTree(Purchases.Options());
        Refusal(() => trainer.Fit(Purchases.View(_ml, []))).ShouldBe(["The data has no rows."]);
        Refusal(() => trainer.Fit(Purchases.View(_ml, Purchases.Make(50)), Purchases.View(_ml, []))).ShouldBe(["The data has no rows."]);
    }

    [Fact]
    public void Early_Stopping_Without_Validation_Data_Is_Refused()
    {
        var options = Purchases.Options();
        options.EarlyStoppingRounds = 5;
        Refusal(() => _ml.BinaryClassification.Trainers.MonotoneFastTree(options).Fit(Purchases.View(_ml, Purchases.Make(50))))
            .ShouldBe(["EarlyStoppingRounds is 5, and there is no validation data: call Fit(trainData, validationData)."]);
    }

    [Fact]
    public void Validation_Data_Of_Another_Width_Is_Refused()
    {
        var data = _ml.Data.LoadFromEnumerable(Purchases.Make(50));
        var narrow = _ml.Transforms.Concatenate("Features", "Price", "Visits").Fit(data).Transform(data);
        Refusal(() => _ml.BinaryClassification.Trainers.MonotoneFastTree(Purchases.Options()).Fit(Purchases.View(_ml, Purchases.Make(50)), narrow))
            .ShouldBe(["The features \"Features\" have 2 slots in the validation data and 3 in the training data."]);
    }

    /// <summary>The lines of the refusal, without the parameter's name.</summary>
    private static string[] Refusal(Action attempt)
    {
        var refusal = Should.Throw<ArgumentException>(attempt);
        refusal.ParamName.ShouldNotBeNull();
        return refusal.Message.Replace($" (Parameter '{refusal.ParamName}')", "").Split(Environment.NewLine);
    }

    private sealed class Odd
    {
        public float Single { get; set; }

        public bool Flag { get; set; }

        public string Text { get; set; } = "";

        [VectorType(2)]
        public double[] Doubles { get; set; } = [1, 2];

        public float[] Any { get; set; } = [1];
    }
}

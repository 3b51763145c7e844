using System.Diagnostics;
using System.Text.Json;
using Finntelligence.Trees.Evaluation;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Finntelligence.Benchmarks.Trees;

/// <summary>ML.NET FastTree's side of a training comparison: train on the files of a folder, tell time, peak memory and AUC as one JSON line.</summary>
internal static class FastTreeOnce
{
    public static void Run(string[] args)
    {
        var arguments = new Arguments(args, "folder", "features", "threads");
        var folder = arguments.Text("folder")!;
        var features = arguments.Number("features", 28);
        var context = new MLContext(seed: 1);
        var train = View(context, folder, "train", features);
        var loaded = PeakMemory.Megabytes();
        var trainer = context.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            NumberOfTrees = TrainingComparison.Rounds,
            NumberOfLeaves = 31,
            MinimumExampleCountPerLeaf = 1,
            LearningRate = 0.1,
            MaximumBinCountPerFeature = 255,
            NumberOfThreads = arguments.Number("threads", 1),
        });
        var processor = ProcessorTime.Seconds();
        var watch = Stopwatch.StartNew();
        var model = trainer.Fit(train);
        var seconds = watch.Elapsed.TotalSeconds;
        var processorSeconds = ProcessorTime.Seconds() - processor;
        var peak = PeakMemory.Megabytes();
        double[] scores = [.. model.Transform(View(context, folder, "test", features)).GetColumn<float>("Score").Select(score => (double)score)];
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            matrixSeconds = 0.0,
            trainSeconds = seconds,
            firstSeconds = seconds,
            processorSeconds,
            loadedMegabytes = loaded,
            peakMegabytes = peak,
            auc = Auc.Of(scores, FloatFile.Read(Path.Combine(folder, "test-labels.f32"))),
        }));
    }

    private static IDataView View(MLContext context, string folder, string name, int features)
    {
        var values = FloatFile.Read(Path.Combine(folder, $"{name}.f32"));
        var labels = FloatFile.Read(Path.Combine(folder, $"{name}-labels.f32"));
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features);
        return context.Data.LoadFromEnumerable(
            labels.Select((label, row) => new Row { Features = values[(row * features)..((row + 1) * features)], Label = label == 1 }), schema);
    }

    private sealed class Row
    {
        public float[] Features { get; init; } = [];

        public bool Label { get; init; }
    }
}

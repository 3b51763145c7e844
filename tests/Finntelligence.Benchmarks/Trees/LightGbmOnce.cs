using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Finntelligence.Trees.Evaluation;

namespace Finntelligence.Benchmarks.Trees;

/// <summary>
/// LightGBM's side of a training comparison, by the C interface of the native library in its NuGet package: train on the files of a
/// folder as lightgbm.txt there says, tell time, peak memory and AUC as one JSON line. On Linux the library needs libgomp.
/// </summary>
internal static partial class LightGbmOnce
{
    private const string Library = "lib_lightgbm";
    private const int Float32 = 0;
    private const int RawScore = 1;

    public static void Run(string[] args)
    {
        var arguments = new Arguments(args, "folder", "features", "threads");
        var folder = arguments.Text("folder")!;
        var features = arguments.Number("features", 28);
        var parameters = string.Create(
            CultureInfo.InvariantCulture,
            $"{File.ReadAllText(Path.Combine(folder, "lightgbm.txt"))} num_threads={arguments.Number("threads", 1)}");
        var values = FloatFile.Read(Path.Combine(folder, "train.f32"));
        var labels = FloatFile.Read(Path.Combine(folder, "train-labels.f32"));
        var loaded = PeakMemory.Megabytes();

        var watch = Stopwatch.StartNew();
        Check(DatasetCreateFromMat(values, Float32, labels.Length, features, 1, parameters, 0, out var dataset));
        Check(DatasetSetField(dataset, "label", labels, labels.Length, Float32));
        var matrixSeconds = watch.Elapsed.TotalSeconds;

        var processor = ProcessorTime.Seconds();
        watch.Restart();
        Check(BoosterCreate(dataset, parameters, out var booster));
        for (var round = 0; round < TrainingComparison.Rounds; round++)
            Check(BoosterUpdateOneIter(booster, out _));
        var trainSeconds = watch.Elapsed.TotalSeconds;
        var trainProcessor = ProcessorTime.Seconds() - processor;
        var peak = PeakMemory.Megabytes();

        var test = FloatFile.Read(Path.Combine(folder, "test.f32"));
        var scores = new double[test.Length / features];
        Check(BoosterPredictForMat(booster, test, Float32, scores.Length, features, 1, RawScore, 0, -1, parameters, out _, scores));
        Check(BoosterFree(booster));
        Check(DatasetFree(dataset));
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            matrixSeconds,
            trainSeconds,
            firstSeconds = trainSeconds,
            processorSeconds = trainProcessor,
            loadedMegabytes = loaded,
            peakMegabytes = peak,
            auc = Auc.Of(scores, FloatFile.Read(Path.Combine(folder, "test-labels.f32"))),
        }));
    }

    private static void Check(int status)
    {
        if (status != 0)
            throw new InvalidOperationException(Marshal.PtrToStringUTF8(GetLastError()));
    }

    [LibraryImport(Library, EntryPoint = "LGBM_GetLastError")]
    private static partial nint GetLastError();

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetCreateFromMat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int DatasetCreateFromMat(
        float[] values, int type, int rows, int columns, int rowMajor, string parameters, nint reference, out nint dataset);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetSetField", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int DatasetSetField(nint dataset, string field, float[] values, int count, int type);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterCreate", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int BoosterCreate(nint dataset, string parameters, out nint booster);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterUpdateOneIter")]
    private static partial int BoosterUpdateOneIter(nint booster, out int finished);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterPredictForMat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int BoosterPredictForMat(
        nint booster, float[] values, int type, int rows, int columns, int rowMajor, int predict, int firstRound, int rounds, string parameters,
        out long length, [Out] double[] scores);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterFree")]
    private static partial int BoosterFree(nint booster);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetFree")]
    private static partial int DatasetFree(nint dataset);
}

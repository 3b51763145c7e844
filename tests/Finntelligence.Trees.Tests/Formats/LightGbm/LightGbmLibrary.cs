using System.Runtime.InteropServices;

namespace Finntelligence.Trees.Tests.Formats.LightGbm;

/// <summary>LightGBM's native library, which comes with ML.NET's trainer: it loads a text model and predicts.</summary>
internal static partial class LightGbmLibrary
{
    private const string Library = "lib_lightgbm";
    private const int Float32 = 0;
    private const int Normal = 0;

    /// <summary>The predictions of a model for some rows, as its objective has them.</summary>
    /// <param name="model">The text of a file.</param>
    /// <param name="rows">Rows of as many values each as the model has features.</param>
    public static double[] Predict(string model, float[][] rows)
    {
        Check(LoadModelFromString(model, out _, out var booster));
        try
        {
            var predictions = new double[rows.Length];
            Check(PredictForMat(booster, [.. rows.SelectMany(r => r)], Float32, rows.Length, rows[0].Length, 1, Normal, 0, -1, "num_threads=1", out var length, predictions));
            return length == rows.Length ? predictions : throw new InvalidOperationException($"{length} predictions of {rows.Length} rows.");
        }
        finally
        {
            _ = Free(booster);
        }
    }

    private static void Check(int status)
    {
        if (status != 0)
            throw new InvalidOperationException(Marshal.PtrToStringUTF8(LastError()));
    }

    [LibraryImport(Library, EntryPoint = "LGBM_GetLastError")]
    private static partial nint LastError();

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterLoadModelFromString", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LoadModelFromString(string model, out int rounds, out nint booster);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterPredictForMat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int PredictForMat(
        nint booster, float[] values, int type, int rows, int columns, int rowMajor, int predict, int firstRound, int rounds, string parameters,
        out long length, [Out] double[] predictions);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterFree")]
    private static partial int Free(nint booster);
}

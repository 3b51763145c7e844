using System.Collections.Immutable;
using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps.Normalizers;

/// <summary>Reads the functions of one normalized column, one a slot.</summary>
internal static class NormalizerReader
{
    /// <summary>The functions.</summary>
    /// <param name="context">The normalizer's step.</param>
    /// <param name="folder">The column's folder below it.</param>
    /// <param name="isDouble">Whether ML.NET computes in double; else in float32.</param>
    public static ImmutableArray<ScalarMap> Read(StepContext context, string folder, bool isDouble)
    {
        var path = $"{context.Folder}/{folder}/Model.key";
        var loader = RecordHeader.Parse(path, context.Members.Read(path)).Loader;
        if (loader == StepKinds.Affine.Loader)
            return AffineNormalizer.Read(context.Read(folder, StepKinds.Affine), isDouble);
        if (loader == StepKinds.Cdf.Loader)
            return CdfNormalizer.Read(context.Read(folder, StepKinds.Cdf), isDouble);
        if (loader != StepKinds.Bin.Loader)
            throw context.Fault($"its function is '{FileText.Printable(loader)}', which is not known");
        var body = context.Read(folder, StepKinds.Bin).Open();
        var keepsZero = body.Byte() != 0;
        body.ExpectEnd();
        return BinNormalizer.Read(context.Read($"{folder}/BinNormalizer", StepKinds.BinBounds), isDouble, keepsZero);
    }

    /// <summary>Checks that the record is of the width that its column is.</summary>
    public static void ExpectWidth(ref ByteCursor body, bool isDouble)
    {
        var width = body.Int32();
        if (width != (isDouble ? sizeof(double) : sizeof(float)))
            throw body.Fault($"numbers of {width} bytes for a column of {(isDouble ? "doubles" : "floats")}");
    }

    /// <summary>Numbers after their count, widened.</summary>
    public static double[] Numbers(ref ByteCursor body, string what, bool isDouble) =>
        isDouble ? body.DoubleArray(what) : Array.ConvertAll(body.SingleArray(what), v => (double)v);
}

using System.Collections.Immutable;
using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps.Normalizers;

/// <summary>
/// The share of a normal (or log-normal) distribution below the value, by the approximation that ML.NET uses: NormalizeLogMeanVariance,
/// and NormalizeMeanVariance with useCdf.
/// </summary>
internal static class CdfNormalizer
{
    public static ImmutableArray<ScalarMap> Read(Record record, bool isDouble)
    {
        var body = record.Open();
        NormalizerReader.ExpectWidth(ref body, isDouble);
        var useLog = body.Byte() != 0;
        var size = body.Count("slots", isDouble ? 2 * sizeof(double) : 2 * sizeof(float));
        if (size is < 1 or > Limits.Features)
            throw body.Fault($"{size} slots");
        var means = Numbers(ref body, size, isDouble);
        var deviations = Numbers(ref body, size, isDouble);
        body.ExpectEnd();
        if (means.Concat(deviations).Any(double.IsNaN))
            throw body.Fault("a mean or a deviation that is not a number");
        return [.. means.Zip(deviations, (mean, deviation) => Map(mean, deviation, useLog, isDouble))];
    }

    private static ScalarMap Map(double mean, double deviation, bool useLog, bool isDouble)
    {
        // ML.NET calls a column without deviation 0 everywhere; its smallest deviation depends on the type.
        if (deviation <= (isDouble ? double.Epsilon : float.Epsilon))
            return new ScalarMap(_ => 0);
        Func<double, double> apply = isDouble
            ? value => Finite(useLog ? Math.Log(value) : value, v => Share(v, mean, deviation))
            : value => Finite(useLog ? (float)Math.Log((float)value) : (float)value, v => Share((float)v, (float)mean, (float)deviation));
        // Far from the mean on either side the approximation ends in NaN, so the two sides are ranges of their own.
        double middle = useLog ? Math.Exp(mean) : mean;
        double[] breaks = useLog ? [double.Epsilon, middle] : [middle];
        return new ScalarMap(apply, [.. breaks.Distinct().Order()]);
    }

    // What has no finite value counts as 0.
    private static double Finite(double value, Func<double, double> share) => double.IsFinite(value) ? share(value) : 0;

    // erf's approximation on https://en.wikipedia.org/wiki/Error_function, by Winitzki, step by step as ML.NET has it.
    private static float Share(float value, float mean, float deviation)
    {
        var x = (value - mean) / deviation;
        var x2 = x * x / 2;
        const float a = 0.147f;
        var ax2 = a * x2;
        return (float)(0.5 + (0.5 * Sign(x) * Math.Sqrt(1 - Math.Exp(-x2 * (4 / Math.PI + ax2) / (1 + ax2)))));
    }

    private static double Share(double value, double mean, double deviation)
    {
        var x = (value - mean) / deviation;
        var x2 = x * x / 2;
        const double a = 0.147;
        var ax2 = a * x2;
        return 0.5 + (0.5 * Sign(x) * Math.Sqrt(1 - Math.Exp(-x2 * (4 / Math.PI + ax2) / (1 + ax2))));
    }

    private static int Sign(double x) => double.IsNaN(x) ? 0 : Math.Sign(x);

    private static double[] Numbers(ref ByteCursor body, int count, bool isDouble)
    {
        var numbers = new double[count];
        for (var i = 0; i < count; i++)
            numbers[i] = isDouble ? body.Double() : body.Single();
        return numbers;
    }
}

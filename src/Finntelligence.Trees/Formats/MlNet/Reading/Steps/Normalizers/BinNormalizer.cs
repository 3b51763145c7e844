using System.Collections.Immutable;
using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps.Normalizers;

/// <summary>The number of the bin that the value is in, from 0 to 1: NormalizeBinning and NormalizeSupervisedBinning.</summary>
internal static class BinNormalizer
{
    public static ImmutableArray<ScalarMap> Read(Record record, bool isDouble, bool keepsZero)
    {
        var body = record.Open();
        NormalizerReader.ExpectWidth(ref body, isDouble);
        var size = body.Count("slots", sizeof(int));
        if (size is < 1 or > Limits.Features)
            throw body.Fault($"{size} slots");
        var maps = ImmutableArray.CreateBuilder<ScalarMap>(size);
        for (var i = 0; i < size; i++)
        {
            var bounds = NormalizerReader.Numbers(ref body, "bounds", isDouble);
            if (bounds.Length == 0 || !double.IsPositiveInfinity(bounds[^1]) || bounds.Zip(bounds.Skip(1)).Any(b => !(b.First < b.Second)))
                throw body.Fault("bounds of bins that do not ascend to infinity");
            maps.Add(Map(bounds, isDouble, keepsZero));
        }

        body.ExpectEnd();
        return maps.MoveToImmutable();
    }

    private static ScalarMap Map(double[] bounds, bool isDouble, bool keepsZero)
    {
        var bins = Math.Max(1, bounds.Length - 1);
        return isDouble ? new ScalarMap(AsDouble) : new ScalarMap(AsSingle);

        double AsDouble(double value) =>
            double.IsNaN(value) ? value : (Bin(value) / (double)bins) - (keepsZero ? Bin(0) / (double)bins : 0);

        double AsSingle(double value) =>
            double.IsNaN(value) ? value : (float)(Bin(value) / (float)bins) - (keepsZero ? Bin(0) / (float)bins : 0f);

        // The first bin whose bound the value does not exceed.
        int Bin(double value)
        {
            var found = Array.BinarySearch(bounds, 0, bounds.Length - 1, value);
            return found < 0 ? ~found : found;
        }
    }
}

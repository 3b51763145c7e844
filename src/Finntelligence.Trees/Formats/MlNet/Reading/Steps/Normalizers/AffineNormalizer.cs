using System.Collections.Immutable;
using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps.Normalizers;

/// <summary>(value − offset) × scale: NormalizeMinMax, NormalizeMeanVariance and NormalizeRobustScaling.</summary>
internal static class AffineNormalizer
{
    // Every slot has its own numbers; otherwise those that have some are listed.
    private const int All = -1;

    public static ImmutableArray<ScalarMap> Read(Record record, bool isDouble)
    {
        var body = record.Open();
        NormalizerReader.ExpectWidth(ref body, isDouble);
        var size = body.Int32();
        var listed = body.Int32();
        if (size is < 1 or > Limits.Features || listed < All || listed >= size || listed > body.Remaining / sizeof(int))
            throw body.Fault($"{listed} of {size} slots");
        var positions = new int[listed == All ? size : listed];
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = listed == All ? i : body.Int32();
            if (positions[i] >= size || positions[i] < 0 || (i > 0 && positions[i] <= positions[i - 1]))
                throw body.Fault($"slot {positions[i]} of {size}");
        }

        var scales = NormalizerReader.Numbers(ref body, "scales", isDouble);
        var offsets = NormalizerReader.Numbers(ref body, "offsets", isDouble);
        body.ExpectEnd();
        if (scales.Length != positions.Length || (offsets.Length != 0 && offsets.Length != scales.Length))
            throw body.Fault($"{scales.Length} scales and {offsets.Length} offsets for {positions.Length} slots");
        if (scales.Concat(offsets).Any(double.IsNaN))
            throw body.Fault("a scale or an offset that is not a number");

        var maps = new ScalarMap[size];
        Array.Fill(maps, Map(scale: 1, offset: 0, isDouble));
        for (var i = 0; i < positions.Length; i++)
        {
            // ML.NET forgets the offset of a slot that it scales to nothing.
            var offset = offsets.Length == 0 || scales[i] == 0 ? 0 : offsets[i];
            maps[positions[i]] = Map(scales[i], offset, isDouble);
        }

        return [.. maps];
    }

    private static ScalarMap Map(double scale, double offset, bool isDouble)
    {
        if (isDouble)
            return new ScalarMap(value => (value - offset) * scale);
        var (scaleSingle, offsetSingle) = ((float)scale, (float)offset);
        return new ScalarMap(value => (float)((float)value - offsetSingle) * scaleSingle);
    }
}

using System.Runtime.InteropServices;

namespace Finntelligence.Benchmarks.Trees;

/// <summary>Little-endian float32 numbers and nothing else: what <c>numpy.fromfile</c> reads too.</summary>
internal static class FloatFile
{
    public static void Write(string path, ReadOnlySpan<float> values)
    {
        using var file = File.Create(path);
        file.Write(MemoryMarshal.AsBytes(values));
    }

    public static float[] Read(string path)
    {
        using var file = File.OpenRead(path);
        var values = new float[file.Length / sizeof(float)];
        file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}

using System.Reflection;
using System.Runtime.InteropServices;

namespace Finntelligence.Testing;

/// <summary>
/// A fact that trains with Microsoft.ML.LightGbm. It is reported as skipped, never as passed, where LightGBM's native library cannot be
/// loaded: it exists for x64 only, and on Linux needs libgomp (Debian's libgomp1).
/// </summary>
public sealed class LightGbmFactAttribute : FactAttribute
{
    public LightGbmFactAttribute()
    {
        if (!NativeLibrary.TryLoad("lib_lightgbm", Assembly.GetExecutingAssembly(), searchPath: null, out _))
            Skip = $"LightGBM's native library cannot be loaded: it exists for x64 (this is {RuntimeInformation.ProcessArchitecture}) and needs libgomp.";
    }
}

using System.Runtime.InteropServices;
using Processor = System.Runtime.InteropServices.Architecture;

namespace Finntelligence.Testing;

/// <summary>
/// A fact that trains with ML.NET's FastTree. It is reported as skipped, never as passed, where the native library does not exist:
/// it is made for x64 only.
/// </summary>
public sealed class FastTreeFactAttribute : FactAttribute
{
    public FastTreeFactAttribute()
    {
        if (!FastTreeNative.Exists)
            Skip = $"ML.NET's FastTreeNative exists for x64 only, not for {RuntimeInformation.ProcessArchitecture}.";
    }
}

/// <summary>Whether ML.NET's FastTree can train on this machine. Told by the processor alone: where the file is missing, tests shall fail.</summary>
internal static class FastTreeNative
{
    public static bool Exists { get; } = RuntimeInformation.ProcessArchitecture is Processor.X64 or Processor.X86;
}

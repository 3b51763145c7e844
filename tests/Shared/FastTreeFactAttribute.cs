using System.Runtime.InteropServices;

namespace Finntelligence.Testing;

/// <summary>A fact for which ML.NET's FastTree learns. Its native library exists for x64 alone; elsewhere the fact is skipped.</summary>
public sealed class FastTreeFactAttribute : FactAttribute
{
    public FastTreeFactAttribute()
    {
        if (RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.X86))
            Skip = "FastTree learns on x64 only.";
    }
}

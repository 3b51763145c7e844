using System.Runtime.InteropServices;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Reading.Pipelines;

/// <summary>The native libraries that ML.NET's tree trainers need; they exist for some processors only.</summary>
internal static class NativeTrainer
{
    /// <summary>Why FastTree, FastForest and Gam cannot train here; null when they can.</summary>
    public static string? FastTreeIsMissing { get; } =
        Loads("FastTreeNative", typeof(FastTreeBinaryTrainer)) ? null : "ML.NET's FastTree has no native library for this machine.";

    /// <summary>The same of LightGbm.</summary>
    public static string? LightGbmIsMissing { get; } = Loads("lib_lightgbm", typeof(LightGbmBinaryTrainer))
        ? null
        : "LightGBM has no native library for this machine, or libgomp (Debian's libgomp1) is not installed.";

    private static bool Loads(string library, Type user) => NativeLibrary.TryLoad(library, user.Assembly, searchPath: null, out _);
}

/// <summary>A fact that trains by FastTree; skipped, never passed, where that cannot be.</summary>
public sealed class FastTreeFactAttribute : FactAttribute
{
    public FastTreeFactAttribute() => Skip = NativeTrainer.FastTreeIsMissing;
}

/// <summary>A theory that trains by FastTree; skipped, never passed, where that cannot be.</summary>
public sealed class FastTreeTheoryAttribute : TheoryAttribute
{
    public FastTreeTheoryAttribute() => Skip = NativeTrainer.FastTreeIsMissing;
}

/// <summary>A fact that trains by LightGbm; skipped, never passed, where that cannot be.</summary>
public sealed class LightGbmFactAttribute : FactAttribute
{
    public LightGbmFactAttribute() => Skip = NativeTrainer.LightGbmIsMissing;
}

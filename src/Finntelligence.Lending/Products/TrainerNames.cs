using System.Collections.Immutable;

namespace Finntelligence.Lending.Products;

/// <summary>The trainers, by the names that ML.NET's users call them by.</summary>
public static class TrainerNames
{
    /// <summary>ML.NET's own gradient boosting. Knows no monotone directions.</summary>
    public const string FastTree = "FastTree";

    /// <summary>Our gradient boosting, an ML.NET trainer too: keeps directions and learns from missing values.</summary>
    public const string MonotoneFastTree = "MonotoneFastTree";

    /// <summary>Nobody: the product declares the probability (<see cref="DeclaredProbability"/>).</summary>
    public const string Declared = "Declared";

    /// <summary>All that train.</summary>
    public static ImmutableArray<string> All { get; } = [FastTree, MonotoneFastTree];
}

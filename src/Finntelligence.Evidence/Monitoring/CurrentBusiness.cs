using System.Collections.Immutable;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Monitoring;

/// <summary>Rows of the present, as both models see them.</summary>
/// <param name="Rows">Rows that could be read.</param>
/// <param name="Faults">What is wrong with the others.</param>
/// <param name="Models">One for each kind.</param>
/// <param name="HeaderLines">Of the file, before its first row.</param>
/// <param name="Lines">Of the file, its header among them.</param>
internal sealed record CurrentBusiness(
    int Rows, ImmutableArray<LineFault> Faults, ImmutableArray<CurrentRows> Models, long HeaderLines, long Lines);

/// <summary>The rows that one model is meant for.</summary>
internal sealed class CurrentRows(ModelKind kind, int width)
{
    public ModelKind Kind { get; } = kind;

    /// <summary>Values in a vector.</summary>
    public int Width { get; } = width;

    /// <summary>Vectors one after the other.</summary>
    public List<float> Values { get; } = [];

    /// <summary>Whether each row has every part of an offer that the model sees.</summary>
    public List<bool> HasOffer { get; } = [];

    /// <summary>1, 0, or NaN where the outcome is not known.</summary>
    public List<float> Labels { get; } = [];

    /// <summary>By feature, values taken as missing because they are not plausible.</summary>
    public SortedDictionary<string, int> Implausible { get; } = new(StringComparer.Ordinal);

    public int Count => Labels.Count;
}

/// <summary>A line that cannot be used.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Message">Why; never repeats a value.</param>
public sealed record LineFault(long Line, string Message);

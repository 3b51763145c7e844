namespace Finntelligence.Trees.Learning;

/// <summary>
/// How the values of one feature map to bins 0 … <see cref="ValueBins"/> − 1, with missing values in the bin after them.
/// Numeric: bin b holds values in (bound b−1, bound b], the last bin the rest. Category: bin b holds one code, most frequent
/// first; where there are more codes than bins the last bin holds all others, which no split can send left.
/// </summary>
internal sealed class FeatureBins
{
    private readonly float[] _upperBounds;
    private readonly int[] _codes;
    private readonly Dictionary<int, byte> _binOfCode;
    private readonly BoundSearch _search;

    private FeatureBins(FeatureKind kind, float[] upperBounds, int[] codes, bool hasOthers)
    {
        Kind = kind;
        HasOthers = hasOthers;
        _upperBounds = upperBounds;
        _search = new BoundSearch(upperBounds);
        _codes = codes;
        _binOfCode = codes.Select((code, bin) => (code, bin)).ToDictionary(p => p.code, p => (byte)p.bin);
        ValueBins = kind == FeatureKind.Numeric ? upperBounds.Length + 1 : codes.Length + (hasOthers ? 1 : 0);
    }

    public FeatureKind Kind { get; }

    public int ValueBins { get; }

    public int MissingBin => ValueBins;

    public int BinCount => ValueBins + 1;

    /// <summary>The last bin is a mixture of rare codes.</summary>
    public bool HasOthers { get; }

    public static FeatureBins Numeric(float[] upperBounds) => new(FeatureKind.Numeric, upperBounds, [], hasOthers: false);

    public static FeatureBins Category(int[] codes, bool hasOthers) => new(FeatureKind.Category, [], codes, hasOthers);

    /// <summary>Values in bins 0 … bin are ≤ it; +∞ after the last bin, where only missing values lie beyond.</summary>
    public float Threshold(int bin) => bin < _upperBounds.Length ? _upperBounds[bin] : float.PositiveInfinity;

    public int Code(int bin) => _codes[bin];

    public byte BinOf(float value)
    {
        if (float.IsNaN(value))
            return (byte)MissingBin;
        if (Kind == FeatureKind.Category)
            return _binOfCode.TryGetValue((int)value, out var bin) ? bin : (byte)(ValueBins - 1);

        // The first bound that is not below the value.
        return (byte)_search.CountBelow(value);
    }
}

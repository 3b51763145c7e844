using System.Collections.Immutable;

namespace Finntelligence.Trees.Ensembles;

/// <summary>
/// The codes of a category split: a bit per code up to the largest, unless that would take far more memory than the codes
/// themselves (a file may name a single code of 16 million), then the sorted codes.
/// </summary>
internal sealed class CategorySet
{
    private const int AlwaysDenseWords = 64;

    private readonly ImmutableArray<int> _codes;
    private readonly ulong[]? _bits;

    /// <param name="codes">Ascending.</param>
    public CategorySet(ImmutableArray<int> codes)
    {
        _codes = codes;
        var words = codes.IsEmpty ? 0 : (codes[^1] >> 6) + 1;
        if (words > AlwaysDenseWords + codes.Length)
            return;
        _bits = new ulong[words];
        foreach (var code in codes)
            _bits[code >> 6] |= 1UL << (code & 63);
    }

    /// <summary>Whether a value is one of the codes; a value that is no code is not.</summary>
    public bool Contains(float value)
    {
        if (!(value >= 0 && value < SplitNode.CategoryLimit) || (int)value != value)
            return false;
        var code = (int)value;
        if (_bits is null)
            return _codes.BinarySearch(code) >= 0;
        return code >> 6 < _bits.Length && (_bits[code >> 6] >> (code & 63) & 1) != 0;
    }
}

using System.Collections.Immutable;
using System.Numerics;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.LightGbm;

/// <summary>The category sets of one tree: bit c % 32 of word c ÷ 32 says whether code c goes left.</summary>
internal sealed class CategoryBits
{
    private const int BitsPerWord = 32;

    private readonly Field _boundaryField;
    private readonly int[] _boundaries;
    private readonly uint[] _words;
    private readonly Dictionary<int, ImmutableArray<int>> _codes = [];

    /// <summary>The sets are read and checked; their codes are not listed before they are asked for.</summary>
    /// <param name="block">The tree.</param>
    /// <param name="splits">Inner nodes of the tree: each has at most one set.</param>
    public CategoryBits(TreeBlock block, int splits)
    {
        var count = block.Optional("num_cat")?.Count() ?? 0;
        if (count > splits)
            throw block.Required("num_cat").Fault($"is {count}, but there are only {splits} splits");
        _boundaryField = block.Required("cat_boundaries");
        _boundaries = _boundaryField.Integers(count + 1);
        for (var i = 0; i < _boundaries.Length; i++)
        {
            if (_boundaries[i] < 0 || (i == 0 ? _boundaries[0] != 0 : _boundaries[i] < _boundaries[i - 1]))
                throw _boundaryField.Fault(i, "boundaries must start at 0 and never fall");
        }

        _words = block.Required("cat_threshold").Words(_boundaries[^1]);
    }

    /// <summary>The number of sets.</summary>
    public int Count => _boundaries.Length - 1;

    /// <summary>The codes of a set, ascending. Nodes may share a set, which is listed once.</summary>
    public ImmutableArray<int> CodesOf(int set)
    {
        if (!_codes.TryGetValue(set, out var codes))
            _codes.Add(set, codes = List(set));
        return codes;
    }

    private ImmutableArray<int> List(int set)
    {
        var words = _words.AsSpan(_boundaries[set].._boundaries[set + 1]);
        if (words.TrimEnd(0u).Length > SplitNode.CategoryLimit / BitsPerWord)
            throw _boundaryField.Fault(set, $"a code of set {set} is above {SplitNode.CategoryLimit - 1}");
        var codes = ImmutableArray.CreateBuilder<int>();
        for (var w = 0; w < words.Length; w++)
        {
            for (var rest = words[w]; rest != 0; rest &= rest - 1)
                codes.Add((w * BitsPerWord) + BitOperations.TrailingZeroCount(rest));
        }

        return codes.ToImmutable();
    }
}

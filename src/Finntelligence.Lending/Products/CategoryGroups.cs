using System.Collections.Frozen;

namespace Finntelligence.Lending.Products;

/// <summary>Which value of a category the texts of a column stand for, where a lender has more texts than a model should tell apart.</summary>
public sealed class CategoryGroups
{
    /// <summary>At the end of a text, stands for whatever follows.</summary>
    public const char Any = '*';

    private readonly FrozenDictionary<string, string> _texts;
    private readonly (string Beginning, string Value)[] _beginnings;

    /// <summary>Makes the rule.</summary>
    /// <param name="texts">Texts and the values they stand for; one that ends in <see cref="Any"/> stands for all that begin so.</param>
    /// <param name="others">The value of every text that is in no group; null for none.</param>
    public CategoryGroups(IEnumerable<KeyValuePair<string, string>> texts, string? others)
    {
        KeyValuePair<string, string>[] all = [.. texts];
        _texts = all.Where(t => !t.Key.EndsWith(Any)).ToFrozenDictionary(StringComparer.Ordinal);
        _beginnings = [.. all.Where(t => t.Key.EndsWith(Any)).Select(t => (t.Key[..^1], t.Value)).OrderByDescending(t => t.Item1.Length)];
        Others = others;
    }

    /// <summary>The value of every text that is in no group; null where such a text is missing.</summary>
    public string? Others { get; }

    /// <summary>Texts that are named whole.</summary>
    public IEnumerable<string> Texts => _texts.Keys;

    /// <summary>The value that a text stands for, which is no value itself; null for none. The longest beginning counts.</summary>
    public string? Find(string text)
    {
        if (_texts.TryGetValue(text, out var value))
            return value;
        foreach (var (beginning, group) in _beginnings)
        {
            if (text.StartsWith(beginning, StringComparison.Ordinal))
                return group;
        }

        return Others;
    }
}

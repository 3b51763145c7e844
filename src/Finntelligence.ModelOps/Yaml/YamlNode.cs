using System.Globalization;

namespace Finntelligence.ModelOps.Yaml;

/// <summary>A node of a YAML document.</summary>
internal abstract record YamlNode
{
    /// <summary>Where the node stands in the text it was read from; null for one that was made.</summary>
    public YamlSpan? Span { get; init; }

    /// <summary>The text of a scalar that is not null, else null.</summary>
    public string? Text => this is YamlScalar { IsNull: false } scalar ? scalar.Value : null;

    /// <summary>
    /// True when a reader gets the same value from both, as DVC compares them: <c>1.50</c> is <c>1.5</c> but not <c>'1.5'</c>, whole numbers
    /// are compared exactly, quotes around other text and the order of a map's members do not matter.
    /// </summary>
    public bool HasSameValue(YamlNode other) => (this, other) switch
    {
        (YamlMap map, YamlMap second) => map.Members.Count == second.Members.Count
            && map.Members.All(member => second.Find(member.Key) is { } value && member.Value.HasSameValue(value)),
        (YamlList list, YamlList second) => list.Items.Count == second.Items.Count
            && list.Items.Zip(second.Items).All(pair => pair.First.HasSameValue(pair.Second)),
        (YamlScalar scalar, YamlScalar second) => YamlValue.AreEqual(scalar.Resolved, second.Resolved),
        _ => false,
    };

    /// <summary>The member of a map, or null.</summary>
    public YamlNode? this[string key] => (this as YamlMap)?.Members.FirstOrDefault(member => member.Key.Value == key)?.Value;
}

/// <summary>A piece of a text.</summary>
/// <param name="Start">The first character's index.</param>
/// <param name="End">The index after the last character.</param>
/// <param name="IsFlow">True for a list or map in brackets, and all inside one.</param>
internal readonly record struct YamlSpan(int Start, int End, bool IsFlow);

/// <summary>A scalar.</summary>
/// <param name="Value">Its text, unescaped.</param>
/// <param name="IsPlain">True when it was not quoted, so that <c>1</c> is a number and <c>null</c> nothing.</param>
internal sealed record YamlScalar(string Value, bool IsPlain) : YamlNode
{
    public static YamlScalar Null { get; } = new("null", IsPlain: true);

    public bool IsNull => IsPlain && Resolved is DBNull;

    /// <summary>What a reader makes of it: a number, a truth value, a time, nothing, or text.</summary>
    public object Resolved => IsPlain ? YamlValue.Resolve(Value) : Value;

    /// <summary>A string, quoted where it must be.</summary>
    public static YamlScalar Of(string text) => new(text, IsPlain: false);

    /// <summary>A whole number.</summary>
    public static YamlScalar Of(long number) => new(number.ToString(CultureInfo.InvariantCulture), IsPlain: true);
}

/// <summary>A list.</summary>
internal sealed record YamlList(IReadOnlyList<YamlNode> Items) : YamlNode;

/// <param name="Key">A scalar that remembers whether it was quoted: the key <c>0</c> is a number and <c>'0'</c> text.</param>
/// <param name="Value">What stands under it.</param>
internal sealed record YamlMember(YamlScalar Key, YamlNode Value)
{
    public YamlMember(string key, YamlNode value)
        : this(YamlScalar.Of(key), value)
    {
    }
}

/// <summary>A map, in the order it was written.</summary>
internal sealed record YamlMap(IReadOnlyList<YamlMember> Members) : YamlNode
{
    public static YamlMap Of(params (string Key, YamlNode? Value)[] members) =>
        new([.. members.Where(member => member.Value is not null).Select(member => new YamlMember(member.Key, member.Value!))]);

    /// <summary>The value under a key of the same value, or null.</summary>
    public YamlNode? Find(YamlScalar key) => Members.FirstOrDefault(member => YamlValue.AreEqual(member.Key.Resolved, key.Resolved))?.Value;

    /// <summary>With a member replaced where it stands, or added at the end; a null value removes it.</summary>
    public YamlMap With(string key, YamlNode? value)
    {
        if (value is null)
            return this with { Members = [.. Members.Where(member => member.Key.Value != key)] };
        return this[key] is null
            ? this with { Members = [.. Members, new YamlMember(key, value)] }
            : this with { Members = [.. Members.Select(member => member.Key.Value == key ? member with { Value = value } : member)] };
    }
}

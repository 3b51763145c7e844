using System.Globalization;

namespace Finntelligence.ModelOps.Yaml;

/// <summary>A node of a YAML document.</summary>
internal abstract record YamlNode
{
    /// <summary>The text of a scalar that is not null, else null.</summary>
    public string? Text => this is YamlScalar { IsNull: false } scalar ? scalar.Value : null;

    /// <summary>True when a reader gets the same value from both: <c>1.50</c> is <c>1.5</c> but not <c>'1.5'</c>, and quotes around other text do not matter.</summary>
    public bool HasSameValue(YamlNode other) => (this, other) switch
    {
        (YamlMap map, YamlMap second) => map.Members.Count == second.Members.Count
            && map.Members.All(member => second[member.Key] is { } value && member.Value.HasSameValue(value)),
        (YamlList list, YamlList second) => list.Items.Count == second.Items.Count
            && list.Items.Zip(second.Items).All(pair => pair.First.HasSameValue(pair.Second)),
        (YamlScalar scalar, YamlScalar second) => scalar.Resolved.Equals(second.Resolved),
        _ => false,
    };

    /// <summary>The member of a map, or null.</summary>
    public YamlNode? this[string key] => (this as YamlMap)?.Members.FirstOrDefault(member => member.Key == key).Value;
}

/// <summary>A scalar.</summary>
/// <param name="Value">Its text, unescaped.</param>
/// <param name="IsPlain">True when it was not quoted, so that <c>1</c> is a number and <c>null</c> nothing; written as it stands.</param>
internal sealed record YamlScalar(string Value, bool IsPlain) : YamlNode
{
    public static YamlScalar Null { get; } = new("null", IsPlain: true);

    public bool IsNull => IsPlain && Value is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>What a reader makes of it: a number, a truth value, nothing, or text.</summary>
    public object Resolved => this switch
    {
        { IsNull: true } => DBNull.Value,
        { IsPlain: true, Value: "true" or "True" or "TRUE" } => true,
        { IsPlain: true, Value: "false" or "False" or "FALSE" } => false,
        { IsPlain: true } when double.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => Value,
    };

    /// <summary>A string, quoted where it must be.</summary>
    public static YamlScalar Of(string text) => new(text, IsPlain: false);

    /// <summary>A whole number.</summary>
    public static YamlScalar Of(long number) => new(number.ToString(CultureInfo.InvariantCulture), IsPlain: true);
}

/// <summary>A list.</summary>
internal sealed record YamlList(IReadOnlyList<YamlNode> Items) : YamlNode;

/// <summary>A map, in the order it was written.</summary>
internal sealed record YamlMap(IReadOnlyList<KeyValuePair<string, YamlNode>> Members) : YamlNode
{
    public static YamlMap Of(params (string Key, YamlNode? Value)[] members) =>
        new([.. members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Key, member.Value!))]);

    /// <summary>With a member replaced where it stands, or added at the end; a null value removes it.</summary>
    public YamlMap With(string key, YamlNode? value)
    {
        if (value is null)
            return new YamlMap([.. Members.Where(member => member.Key != key)]);
        var changed = KeyValuePair.Create(key, value);
        return this[key] is null
            ? new YamlMap([.. Members, changed])
            : new YamlMap([.. Members.Select(member => member.Key == key ? changed : member)]);
    }
}

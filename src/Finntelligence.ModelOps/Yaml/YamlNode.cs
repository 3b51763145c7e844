namespace Finntelligence.ModelOps.Yaml;

/// <summary>A node of a YAML document.</summary>
internal abstract record YamlNode
{
    /// <summary>The text of a scalar that is not null, else null.</summary>
    public string? Text => this is YamlScalar { IsNull: false } scalar ? scalar.Value : null;

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

    /// <summary>A string, quoted where it must be.</summary>
    public static YamlScalar Of(string text) => new(text, IsPlain: false);

    /// <summary>A whole number.</summary>
    public static YamlScalar Of(long number) => new(number.ToString(System.Globalization.CultureInfo.InvariantCulture), IsPlain: true);
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

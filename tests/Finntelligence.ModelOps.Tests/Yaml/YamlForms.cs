using System.Globalization;
using System.Text;
using Finntelligence.ModelOps.Yaml;

namespace Finntelligence.ModelOps.Tests.Yaml;

/// <summary>
/// Writes a document in one of the many forms that say the same: indents, quotes, folds, brackets, comments, blank lines, line ends.
/// The form is drawn from a seed.
/// </summary>
internal sealed class YamlForms(int seed)
{
    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();
    private int _step;

    public string Write(YamlMap document)
    {
        _step = _random.Next(1, 5);
        if (Chance(0.2))
            _text.Append("# A comment: with a colon\n\n");
        if (Chance(0.2))
            _text.Append("--- # begins\n");
        Map(document, 0, isAfterDash: false);
        if (Chance(0.1))
            _text.Append("# the end\n");
        if (Chance(0.1))
            _text.Append("...\n");
        var text = _text.ToString();
        if (Chance(0.2))
            text = text.TrimEnd('\n');
        return Chance(0.25) ? text.Replace("\n", "\r\n", StringComparison.Ordinal) : text;
    }

    private void Map(YamlMap map, int indent, bool isAfterDash)
    {
        foreach (var (key, value) in map.Members)
        {
            if (!isAfterDash)
            {
                Between(indent);
                _text.Append(' ', indent);
            }
            isAfterDash = false;
            _text.Append(Key(key)).Append(Chance(0.05) ? " :" : ":");
            Value(value, indent, isInList: false);
        }
    }

    private void Value(YamlNode value, int indent, bool isInList)
    {
        switch (value)
        {
            case YamlMap { Members.Count: > 0 } map when !Chance(0.15):
                if (isInList)
                {
                    var spaces = _random.Next(1, 4);
                    _text.Append(' ', spaces);
                    Map(map, indent + 1 + spaces, isAfterDash: true);
                }
                else
                {
                    LineEnd();
                    Map(map, indent + _step, isAfterDash: false);
                }
                break;
            case YamlList { Items.Count: > 0 } list when !isInList && !Chance(0.15):
                LineEnd();
                var at = Chance(0.5) ? indent : indent + _step;
                foreach (var item in list.Items)
                {
                    Between(at);
                    _text.Append(' ', at).Append('-');
                    Value(item, at, isInList: true);
                }
                break;
            case YamlScalar { IsPlain: false } scalar when scalar.Value.Length > 1 && !scalar.Value.Contains('\n', StringComparison.Ordinal) && Chance(0.1):
                Block(scalar.Value, indent + _step);
                break;
            case YamlScalar { IsPlain: false } scalar when scalar.Value.Contains(' ', StringComparison.Ordinal) && IsWord(scalar.Value) && Chance(0.3):
                // A plain scalar folded at a space, as DVC folds long commands.
                _text.Append(' ').Append(scalar.Value.Replace(" ", "\n" + new string(' ', indent + _step), StringComparison.Ordinal));
                LineEnd();
                break;
            default:
                _text.Append(' ', _random.Next(1, 3)).Append(Flow(value));
                LineEnd();
                break;
        }
    }

    private void Block(string value, int indent) => _text.Append(Chance(0.5) ? " |-" : " >-").Append('\n').Append(' ', indent).Append(value).Append('\n');

    private string Flow(YamlNode node) => node switch
    {
        YamlMap map => "{" + string.Join(", ", map.Members.Select(member => $"{Key(member.Key)}: {Flow(member.Value)}")) + "}",
        YamlList list => "[" + string.Join(", ", list.Items.Select(Flow)) + "]",
        YamlScalar { IsPlain: true } plain => plain.Value,
        YamlScalar scalar => Quoted(scalar.Value),
        _ => throw new InvalidOperationException(),
    };

    private string Key(YamlScalar key) => key.IsPlain ? key.Value : Quoted(key.Value);

    private string Quoted(string text) => _random.Next(3) switch
    {
        0 when IsWord(text) => text,
        1 when !text.Contains('\n', StringComparison.Ordinal) => YamlText.SingleQuoted(text),
        _ => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"",
    };

    private static bool IsWord(string text) =>
        YamlText.Scalar(text) == text && !text.AsSpan().ContainsAny(",[]{}:#") && !text.Contains("  ", StringComparison.Ordinal);

    private void LineEnd() => _text.Append(Chance(0.1) ? " # said: 'why'" : Chance(0.05) ? "  " : "").Append('\n');

    private void Between(int indent)
    {
        if (_text.Length > 0 && Chance(0.08))
            _text.Append('\n');
        if (Chance(0.08))
            _text.Append(' ', Chance(0.5) ? indent : 0).Append(CultureInfo.InvariantCulture, $"# note {_random.Next(100)}: {{ [ \"\n");
    }

    private bool Chance(double chance) => _random.NextDouble() < chance;
}

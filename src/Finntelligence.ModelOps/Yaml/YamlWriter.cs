using System.Globalization;
using System.Numerics;
using System.Text;

namespace Finntelligence.ModelOps.Yaml;

/// <summary>Writes a document in block style as DVC does: two spaces, lists at the indent of their key.</summary>
internal static class YamlWriter
{
    public static string Write(YamlMap document)
    {
        var text = new StringBuilder();
        if (document.Members.Count == 0)
            return "{}\n";
        WriteMap(text, document, indent: 0, isAfterDash: false);
        return text.ToString();
    }

    /// <summary>A member as a line or lines of a block map, each ending in a line feed.</summary>
    public static string Member(YamlMember member, int indent)
    {
        var text = new StringBuilder();
        WriteMap(text, new YamlMap([member]), indent, isAfterDash: false);
        return text.ToString();
    }

    /// <summary>An item as a line or lines of a block list, each ending in a line feed.</summary>
    public static string Item(YamlNode item, int indent)
    {
        var text = new StringBuilder();
        WriteList(text, new YamlList([item]), indent, isAfterDash: false);
        return text.ToString();
    }

    /// <summary>A scalar on one line. What a plain one stands for decides, not how it was spread over lines or to which base it was written.</summary>
    public static string Scalar(YamlScalar scalar) => scalar.Resolved switch
    {
        string text => YamlText.Scalar(text),
        BigInteger number => number.ToString(CultureInfo.InvariantCulture),
        DBNull => "null",
        _ => scalar.Value,
    };

    private static void WriteMap(StringBuilder text, YamlMap map, int indent, bool isAfterDash)
    {
        var isFirst = true;
        foreach (var (key, value) in map.Members)
        {
            if (!isFirst || !isAfterDash)
                text.Append(' ', indent);
            isFirst = false;
            text.Append(Scalar(key)).Append(':');
            WriteValue(text, value, indent, listIndent: indent);
        }
    }

    private static void WriteList(StringBuilder text, YamlList list, int indent, bool isAfterDash)
    {
        var isFirst = true;
        foreach (var item in list.Items)
        {
            if (!isFirst || !isAfterDash)
                text.Append(' ', indent);
            isFirst = false;
            text.Append('-');
            switch (item)
            {
                case YamlMap { Members.Count: > 0 } map:
                    text.Append(' ');
                    WriteMap(text, map, indent + 2, isAfterDash: true);
                    break;
                case YamlList { Items.Count: > 0 } inner:
                    text.Append(' ');
                    WriteList(text, inner, indent + 2, isAfterDash: true);
                    break;
                default:
                    WriteValue(text, item, indent, indent);
                    break;
            }
        }
    }

    private static void WriteValue(StringBuilder text, YamlNode value, int indent, int listIndent)
    {
        switch (value)
        {
            case YamlMap { Members.Count: > 0 } map:
                text.Append('\n');
                WriteMap(text, map, indent + 2, isAfterDash: false);
                break;
            case YamlList { Items.Count: > 0 } list:
                text.Append('\n');
                WriteList(text, list, listIndent, isAfterDash: false);
                break;
            case YamlMap:
                text.Append(" {}\n");
                break;
            case YamlList:
                text.Append(" []\n");
                break;
            case YamlScalar scalar:
                text.Append(' ').Append(Scalar(scalar)).Append('\n');
                break;
        }
    }
}

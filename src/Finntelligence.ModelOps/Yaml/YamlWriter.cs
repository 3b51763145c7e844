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

    private static void WriteMap(StringBuilder text, YamlMap map, int indent, bool isAfterDash)
    {
        var isFirst = true;
        foreach (var (key, value) in map.Members)
        {
            if (!isFirst || !isAfterDash)
                text.Append(' ', indent);
            isFirst = false;
            text.Append(YamlText.Scalar(key)).Append(':');
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
            case YamlScalar { IsPlain: true, Value: "" }:
                text.Append('\n');
                break;
            case YamlScalar { IsPlain: true } plain:
                text.Append(' ').Append(plain.Value).Append('\n');
                break;
            case YamlScalar scalar:
                text.Append(' ').Append(YamlText.Scalar(scalar.Value)).Append('\n');
                break;
        }
    }
}

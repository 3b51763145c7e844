using System.Security.Cryptography;
using System.Text;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>
/// Makes any key and value one that MLflow takes. The server refuses some characters and all keys over 250, and cuts long values
/// without a word; so keys are rewritten, never to the same one, and long values are split.
/// </summary>
internal static class MlflowNames
{
    public const int LongestKey = 250;
    public const int LongestParameter = 6000;
    public const int LongestTag = 5000;
    public const int LongestDigest = 36;

    /// <summary>The key itself when MLflow takes it; else a like one that ends in a digest of it.</summary>
    public static string Key(string key) => IsKey(key) ? key : Rewritten(key);

    /// <summary>A name for a logged model: MLflow 3 takes neither slashes nor dots there.</summary>
    public static string LoggedModel(string name) =>
        string.Concat(name.Select(c => c is '/' or ':' or '.' or '%' or '"' or '\'' ? '-' : c));

    /// <summary>Splits what is too long over several keys; together the values are the value.</summary>
    public static IEnumerable<(string Key, string Value)> Split(string key, string value, int longest)
    {
        if (value.Length <= longest)
        {
            yield return (Key(key), value);
            yield break;
        }
        var part = 1;
        for (var start = 0; start < value.Length; part++)
        {
            var length = Math.Min(longest, value.Length - start);
            if (length > 1 && char.IsHighSurrogate(value[start + length - 1]))
                length--;
            yield return (Key($"{key}.part{part}"), value.Substring(start, length));
            start += length;
        }
    }

    private static bool IsKey(string key) =>
        key.Length is > 0 and <= LongestKey && key.All(IsAllowed)
        // The server takes keys for paths, and refuses those that are not in their shortest form.
        && key.Split('/').All(part => part is not ("" or "." or ".."));

    private static bool IsAllowed(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or '-' or ' ' or '/';

    private static string Rewritten(string key)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..8];
        var like = string.Concat(key.Select(c => IsAllowed(c) && c != '/' ? c : '_')).Trim('.', ' ');
        return $"{(like.Length > 200 ? like[..200] : like)}_{digest}";
    }
}

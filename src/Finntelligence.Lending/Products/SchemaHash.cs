using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Finntelligence.Trees;

namespace Finntelligence.Lending.Products;

/// <summary>
/// A fingerprint of a vector's columns. The text that is hashed is one line per column, each part preceded by its length so that no
/// two schemas share a text; it must never change for an old schema, or every model would have to be trained again.
/// </summary>
internal static class SchemaHash
{
    /// <summary>The hash of columns and of how each is made.</summary>
    public static string Compute(ImmutableArray<FeatureSpec> features, ImmutableArray<ImmutableArray<string>> origins)
    {
        var text = new StringBuilder("finntelligence schema 1\n");
        for (var i = 0; i < features.Length; i++)
        {
            Append(text, features[i].Name);
            Append(text, features[i].Kind == FeatureKind.Category ? "category" : "numeric");
            Append(text, ((int)features[i].Monotonicity).ToString(CultureInfo.InvariantCulture));
            foreach (var part in origins[i])
                Append(text, part);
            text.Append('\n');
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Append(StringBuilder text, string part) =>
        text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part} ");
}

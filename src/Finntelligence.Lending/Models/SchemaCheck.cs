using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Trees;

namespace Finntelligence.Lending.Models;

/// <summary>Whether a model's inputs are the product's, and if not, how they differ.</summary>
internal static class SchemaCheck
{
    /// <summary>Checks the columns and the hash over everything else that determines a vector.</summary>
    /// <exception cref="InvalidModelException">They differ; the message says how.</exception>
    public static void Check(ModelManifest manifest, ImmutableArray<FeatureSpec> model, FeatureEncoder product)
    {
        if (!manifest.Features.SequenceEqual(model.Select(f => f.Name), StringComparer.Ordinal))
            throw new InvalidModelException($"{ManifestJson.Member} names other features than the ensemble has: {Differences(Specs(manifest.Features), Specs([.. model.Select(f => f.Name)]))}.");
        var differences = Differences(model, product.Features);
        if (differences.Length > 0)
            throw new InvalidModelException($"The model was made for another schema than the product's: {differences}.");
        if (manifest.SchemaHash != product.SchemaHash)
        {
            throw new InvalidModelException(
                "The model was made for another schema than the product's: its inputs have the same names, kinds and directions, " +
                $"but the categories of one or the way a derived one is made has changed (schema {manifest.SchemaHash}, the product's is {product.SchemaHash}).");
        }
    }

    private static ImmutableArray<FeatureSpec> Specs(ImmutableArray<string> names) => [.. names.Select(n => new FeatureSpec(n))];

    /// <summary>Empty when the same.</summary>
    private static string Differences(ImmutableArray<FeatureSpec> old, ImmutableArray<FeatureSpec> now)
    {
        var added = now.ExceptBy(old.Select(f => f.Name), f => f.Name).Select(f => $"'{f.Name}' was added");
        var removed = old.ExceptBy(now.Select(f => f.Name), f => f.Name).Select(f => $"'{f.Name}' was removed");
        var changed = old.Join(now, f => f.Name, f => f.Name, Change).OfType<string>();
        string[] all = [.. added, .. removed, .. changed];
        if (all.Length == 0 && !old.Select(f => f.Name).SequenceEqual(now.Select(f => f.Name)))
            return $"its inputs are in another order ({string.Join(", ", old.Select(f => f.Name))}), the product's are {string.Join(", ", now.Select(f => f.Name))}";
        return string.Join("; ", all);
    }

    private static string? Change(FeatureSpec old, FeatureSpec now)
    {
        if (old.Kind != now.Kind)
            return $"'{old.Name}' was {Text(old.Kind)} and is {Text(now.Kind)}";
        if (old.Monotonicity != now.Monotonicity)
            return $"the direction of '{old.Name}' was {Text(old.Monotonicity)} and is {Text(now.Monotonicity)}";
        return null;
    }

    private static string Text(FeatureKind kind) => kind == FeatureKind.Numeric ? "numeric" : "a category";

    private static string Text(Monotonicity direction) => direction.ToString().ToLowerInvariant();
}

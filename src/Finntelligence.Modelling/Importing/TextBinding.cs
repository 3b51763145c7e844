using System.Collections.Immutable;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Products;
using Finntelligence.Trees;

namespace Finntelligence.Modelling.Importing;

/// <summary>
/// Columns that are texts in the file: each value becomes the position of the same text among the product's declared values. A value of
/// the product that the file does not know goes, like a missing one, where the file sends every unknown text.
/// </summary>
internal static class TextBinding
{
    /// <summary>The product's code of each of the file's texts, −1 where it has no such value; by column of the file.</summary>
    /// <exception cref="RequestFaultException">A column is no category to the product, or has none of its values.</exception>
    public static IReadOnlyDictionary<int, ImmutableArray<int>> Codes(
        ForeignModel model, int[] positions, ImmutableArray<FeatureSpec> inputs, ProductDefinition product, ImmutableArray<string>.Builder notices)
    {
        var codes = new Dictionary<int, ImmutableArray<int>>();
        for (var column = 0; column < positions.Length; column++)
        {
            if (positions[column] < 0 || !model.Terms.TryGetValue(model.Ensemble.Features[column].Name, out var terms))
                continue;
            var name = inputs[positions[column]].Name;
            var feature = product.Applicant.FirstOrDefault(f => f.Name == name);
            if (feature?.Kind != ApplicantFeatureKind.Category)
                throw new RequestFaultException($"{name} is a text in the file and a number to the product.", where: model.File);
            codes.Add(column, [.. terms.Select(term => feature.Values.IndexOf(term))]);
            if (codes[column].All(code => code < 0))
            {
                throw new RequestFaultException(
                    $"{model.File}: none of the product's values of {name} ({string.Join(", ", feature.Values)}) is among the file's: "
                    + $"{string.Join(", ", terms.Take(10))}{(terms.Length > 10 ? ", …" : "")}.");
            }

            string[] unknown = [.. feature.Values.Except(terms, StringComparer.Ordinal)];
            if (unknown.Length > 0)
                notices.Add($"The file does not know these values of {name}, which it treats as it treats a missing one: {string.Join(", ", unknown)}.");
        }

        return codes;
    }

    /// <summary>A set of the file's positions as a set of the product's codes.</summary>
    public static ImmutableArray<int> Bound(ImmutableArray<int> set, ImmutableArray<int> codes) =>
        [.. set.Select(position => codes[position]).Where(code => code >= 0).Order()];
}

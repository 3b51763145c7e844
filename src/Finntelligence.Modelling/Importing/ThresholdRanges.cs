using System.Globalization;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Modelling.Importing;

/// <summary>Signs that a file was trained on other units or codes than the product's.</summary>
internal static class ThresholdRanges
{
    /// <summary>A sentence for each input whose values may mean something else in the file.</summary>
    public static IEnumerable<string> Doubts(TreeEnsemble ensemble, ProductDefinition product)
    {
        var nodes = ensemble.Trees.SelectMany(t => t.Nodes).ToLookup(n => ensemble.Features[n.Feature].Name);
        foreach (var feature in product.Applicant.Where(f => nodes.Contains(f.Name)))
        {
            if (feature.Kind == ApplicantFeatureKind.Category)
            {
                var codes = string.Join(", ", feature.Values.Select((v, i) => string.Create(CultureInfo.InvariantCulture, $"{v} {i}")));
                yield return $"The file must have been trained with these codes of {feature.Name}: {codes}.";
                continue;
            }

            float[] thresholds = [.. nodes[feature.Name].Where(n => n.Categories is null).Select(n => n.Threshold)];
            if (feature is { Minimum: { } least, Maximum: { } greatest }
                && thresholds.Length > 0
                && thresholds.All(t => t < (float)least || t > (float)greatest))
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"Every threshold on {feature.Name} is outside its plausible range of {least} to {greatest}: ")
                    + "the file may use another unit.";
            }
        }
    }
}

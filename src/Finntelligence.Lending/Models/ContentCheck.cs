using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Calibration;

namespace Finntelligence.Lending.Models;

/// <summary>Whether what a zip holds beside the ensemble can be used.</summary>
internal static class ContentCheck
{
    // Log-odds beyond any that float32 tells from certainty.
    private const float ExtremeScore = 100;

    /// <summary>Checks the support table against the product.</summary>
    public static void Support(string member, SupportTable table, ProductDefinition product, ModelKind kind)
    {
        var definition = product.Model(kind).Support;
        if (table.By != definition.By)
            throw new InvalidModelException($"{member}: support was counted by '{table.By}', the product asks by '{definition.By}'.");
        var absent = definition.Variables
            .Where(v => !table.Variables.Contains(v.Variable))
            .Select(v => v.Variable.ToString().ToLowerInvariant())
            .ToArray();
        if (absent.Length > 0)
            throw new InvalidModelException($"{member}: support was not counted by {string.Join(", ", absent)}, as the product asks.");
        var strata = product.Applicant.FirstOrDefault(f => f.Name == table.By)?.Values.Length ?? 0;
        for (var c = 0; c < table.Cells.Length; c++)
        {
            var cell = table.Cells[c];
            if (cell.Stratum < -1 || cell.Stratum >= strata)
                throw new InvalidModelException($"{member}: cell {c} has stratum {cell.Stratum} of {strata}.");
            if (cell.Values.Length != table.Variables.Length || !cell.Values.All(double.IsFinite))
                throw new InvalidModelException($"{member}: cell {c} needs one finite value for each of {table.Variables.Length} variables.");
            if (cell.Count < 1)
                throw new InvalidModelException($"{member}: cell {c} counts {cell.Count} rows.");
        }
    }

    /// <summary>Checks the histograms against the model's inputs.</summary>
    public static void Histograms(string member, FeatureHistograms histograms, ImmutableArray<string> features)
    {
        if (!histograms.Features.Select(h => h.Name).SequenceEqual(features, StringComparer.Ordinal))
            throw new InvalidModelException($"{member}: there must be one histogram for each input, in order.");
        foreach (var histogram in histograms.Features.Append(histograms.Score))
        {
            var edges = histogram.Edges;
            if (!edges.All(float.IsFinite) || edges.Zip(edges.Skip(1)).Any(pair => pair.First >= pair.Second))
                throw new InvalidModelException($"{member}: the edges of '{histogram.Name}' are not finite and ascending.");
            if (histogram.Counts.Length != edges.Length + 1)
                throw new InvalidModelException($"{member}: '{histogram.Name}' has {histogram.Counts.Length} counts for {edges.Length} edges.");
            if (histogram.Missing < 0 || histogram.Counts.Any(c => c < 0))
                throw new InvalidModelException($"{member}: '{histogram.Name}' has a negative count.");
        }
    }

    /// <summary>Checks that a calibrator is the one the manifest names, gives probabilities and does not fall.</summary>
    public static void Calibrator(string member, ICalibrator calibrator, ModelManifest manifest)
    {
        var last = 0f;
        for (var score = -ExtremeScore; score <= ExtremeScore; score++)
        {
            var probability = calibrator.Probability(score);
            if (!(probability >= last && probability <= 1))
                throw new InvalidModelException($"{member}: a score of {score} gives a probability of {probability}, one less gives {last}.");
            last = probability;
        }

        var kind = CalibrationNames.Of(calibrator);
        if (kind != manifest.Calibration)
            throw new InvalidModelException($"{member} is '{kind}', {ManifestJson.Member} says '{manifest.Calibration}'.");
    }
}

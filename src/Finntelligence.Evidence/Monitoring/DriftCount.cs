using System.Runtime.InteropServices;
using Finntelligence.Foundation.Numbers;
using Finntelligence.Lending.Drift;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Versions;

namespace Finntelligence.Evidence.Monitoring;

/// <summary>Counts rows of the present into the bins of a model's training, and adds counts up.</summary>
internal static class DriftCount
{
    /// <summary>Of the rows that a model is meant for.</summary>
    public static ModelCounts Of(LoanModel model, CurrentRows rows)
    {
        var (scores, labels) = Scores(model, rows);
        var known = new ScoreCounts();
        var (sum, variance, knownSum) = (new ExactSum(), new ExactSum(), new ExactSum());
        for (var i = 0; i < scores.Count; i++)
        {
            double p = scores[i];
            sum.Add(p);
            if (float.IsNaN(labels[i]))
                continue;
            known.Add(new ScoreCount(scores[i], labels[i] == 1 ? 0 : 1, labels[i] == 1 ? 1 : 0));
            knownSum.Add(p);
            variance.Add(p * (1 - p));
        }

        return new ModelCounts(
            ModelKinds.NameOf(model.Kind), rows.Count, [.. model.Histograms.Features.Select((training, j) => Feature(model, training, j, rows))],
            Bins(model.Histograms.Score, scores), sum.ToString(), variance.ToString(), knownSum.ToString(), [.. known.Items]);
    }

    /// <summary>Of all parts.</summary>
    /// <param name="parts">Of the same model; at least one.</param>
    public static ModelCounts Sum(IReadOnlyList<ModelCounts> parts)
    {
        var first = parts[0];
        var known = new ScoreCounts();
        foreach (var count in parts.SelectMany(part => part.Known))
            known.Add(count);
        return new ModelCounts(
            first.Kind, parts.Sum(part => part.Rows),
            [.. first.Features.Select((feature, j) => new FeatureCounts(
                feature.Name, Sum([.. parts.Select(part => part.Features[j].Bins)]), parts.Sum(part => part.Features[j].Implausible)))],
            Sum([.. parts.Select(part => part.Score)]),
            Exact(parts.Select(part => part.ScoreSum)), Exact(parts.Select(part => part.VarianceSum)), Exact(parts.Select(part => part.KnownSum)),
            [.. known.Items]);
    }

    private static BinCounts Sum(IReadOnlyList<BinCounts> parts) =>
        new([.. parts[0].Counts.Select((_, b) => parts.Sum(part => part.Counts[b]))], parts.Sum(part => part.Missing));

    private static string Exact(IEnumerable<string> sums)
    {
        var whole = new ExactSum();
        foreach (var text in sums)
        {
            ExactSum.TryParse(text, out var sum);
            whole.Add(sum);
        }

        return whole.ToString();
    }

    private static FeatureCounts Feature(LoanModel model, Histogram training, int feature, CurrentRows rows)
    {
        var variable = model.Encoder.VariableOf(feature);
        // What the offer decides is asked only of rows with an offer; that a file has none is not drift.
        var selected = Enumerable.Range(0, rows.Count).Where(i => variable is null || rows.HasOffer[i]);
        return new FeatureCounts(
            training.Name, Bins(training, selected.Select(i => rows.Values[i * rows.Width + feature])), rows.Implausible.GetValueOrDefault(training.Name));
    }

    private static BinCounts Bins(Histogram training, IEnumerable<float> values)
    {
        var counted = StabilityIndex.Count(training, values);
        return new BinCounts(counted.Counts, counted.Missing);
    }

    private static (List<float> Scores, List<float> Labels) Scores(LoanModel model, CurrentRows rows)
    {
        var values = CollectionsMarshal.AsSpan(rows.Values);
        var (scores, labels) = (new List<float>(), new List<float>());
        for (var i = 0; i < rows.Count; i++)
        {
            if (!rows.HasOffer[i])
                continue;
            scores.Add(model.Probability(values.Slice(i * rows.Width, rows.Width)));
            labels.Add(rows.Labels[i]);
        }

        return (scores, labels);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Trees.Evaluation;

namespace Finntelligence.Histories.Proposals;

/// <summary>Looks for columns that know an outcome: what predicts it alone almost without error was written after it.</summary>
internal static class LeakCheck
{
    // Of a single column; the whole of a lender's knowledge hardly reaches it.
    private const double GreatestAuc = 0.9;
    private const double NearlyAll = 0.995;
    private const double LeastVariety = 0.05;
    private const int LeastRows = 30;
    private const int MostCategories = 200;

    /// <summary>Why a column cannot have been known before; null where nothing speaks against it.</summary>
    /// <param name="column">The column.</param>
    /// <param name="labels">For each row of the sample whether the event happened; null where that is not known.</param>
    public static string? Find(ColumnFacts column, ImmutableArray<bool?> labels)
    {
        var rows = Enumerable.Range(0, labels.Length).Where(r => labels[r] is not null).ToArray();
        if (rows.Count(r => labels[r] == true) < LeastRows || rows.Count(r => labels[r] == false) < LeastRows)
            return null;
        return Constant(column, labels, rows, true) ?? Constant(column, labels, rows, false) ?? Predicts(column, labels, rows);
    }

    private static string? Constant(ColumnFacts column, ImmutableArray<bool?> labels, int[] rows, bool outcome)
    {
        var (value, share) = Commonest(rows.Where(r => labels[r] == outcome).Select(r => column.Sample[r]));
        var others = rows.Where(r => labels[r] != outcome).Select(r => column.Sample[r]).ToArray();
        var otherwise = (double)others.Count(c => c != value) / others.Length;
        if (share < NearlyAll || otherwise < LeastVariety)
            return null;
        var shown = value.Length == 0 ? "empty" : $"\"{value}\"";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"it is {shown} in {share:P1} of the rows where the outcome is {(outcome ? "the event" : "not the event")}, and something else in {otherwise:P1} of the others");
    }

    private static string? Predicts(ColumnFacts column, ImmutableArray<bool?> labels, int[] rows)
    {
        if (!column.IsNumeric && (column.HasMore || column.Values.Length > MostCategories))
            return null;
        // Missing first; a category stands for the share of events among the rows of the other half.
        var scores = column.IsNumeric
            ? rows.Select(r => ColumnFacts.Number(column.Sample[r]) ?? double.MinValue).ToArray()
            : EventShares(column, labels, rows);
        var auc = Auc.Of(scores, [.. rows.Select(r => labels[r] == true ? 1f : 0f)]);
        var strength = Math.Max(auc, 1 - auc);
        return strength >= GreatestAuc
            ? string.Create(CultureInfo.InvariantCulture, $"it alone predicts the outcome with an AUC of {strength:0.000}")
            : null;
    }

    private static double[] EventShares(ColumnFacts column, ImmutableArray<bool?> labels, int[] rows)
    {
        var counts = new Dictionary<(string, int), (int Rows, int Events)>();
        for (var i = 0; i < rows.Length; i++)
        {
            var key = (column.Sample[rows[i]], i % 2);
            var (known, events) = counts.GetValueOrDefault(key);
            counts[key] = (known + 1, events + (labels[rows[i]] == true ? 1 : 0));
        }

        return [.. rows.Select((r, i) => counts.TryGetValue((column.Sample[r], 1 - (i % 2)), out var c) ? (double)c.Events / c.Rows : 0)];
    }

    private static (string Value, double Share) Commonest(IEnumerable<string> cells)
    {
        var all = cells.ToArray();
        var (value, count) = all.CountBy(c => c).MaxBy(c => c.Value);
        return (value, (double)count / all.Length);
    }
}

using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Learning;

/// <summary>Rows to validate on, ready for trees over the bins of the rows that training sees. Trainings may share them.</summary>
internal sealed class ValidationRows
{
    // Each has one entry for every row and for the padding of the columns, which weighs nothing.
    private ValidationRows(LabeledRows rows, BinnedColumns bins)
    {
        Bins = bins;
        Signs = new double[bins.PaddedCount];
        Weights = new double[bins.PaddedCount];
        for (var i = 0; i < rows.Count; i++)
        {
            Signs[i] = rows.Labels[i] == 1 ? 1 : -1;
            Weights[i] = rows.Weights is null ? 1 : rows.Weights[i];
            TotalWeight += Weights[i];
        }
    }

    public BinnedColumns Bins { get; }

    /// <summary>1 for an event, −1 for none.</summary>
    public double[] Signs { get; }

    public double[] Weights { get; }

    public double TotalWeight { get; }

    /// <param name="rows">The rows.</param>
    /// <param name="bins">Chosen for those that training sees.</param>
    /// <param name="team">Bins.</param>
    public static ValidationRows Create(LabeledRows rows, FeatureBins[] bins, WorkerTeam team) =>
        rows.Count == 0
            ? throw new ArgumentException("There are no validation rows.", nameof(rows))
            : new ValidationRows(rows, BinnedColumns.Create(rows, bins, team));

    /// <summary>Scores before any tree.</summary>
    public double[] Scores(double baseScore)
    {
        var scores = new double[Bins.PaddedCount];
        Array.Fill(scores, baseScore);
        return scores;
    }

    /// <summary>Scores by an ensemble, with the bits that <see cref="TreeEnsemble.Score(ReadOnlySpan{float})"/> gives.</summary>
    public double[] Scores(double baseScore, IEnumerable<DecisionTree> trees)
    {
        var scores = Scores(baseScore);
        foreach (var tree in trees)
            new BinnedTree(tree, Bins).AddTo(scores, 0, scores.Length);
        return scores[..Bins.Count];
    }
}

using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Learning;

/// <summary>Rows to validate on, ready for trees over the bins of the rows that training sees. Trainings may share them.</summary>
internal sealed class ValidationRows
{
    // Each has one entry for every row and for the padding of the columns, which weighs nothing.
    private ValidationRows(LabeledRows rows, BinnedColumns bins)
    {
        Bins = bins;
        Events = new float[bins.PaddedCount];
        Others = new float[bins.PaddedCount];
        for (var i = 0; i < rows.Count; i++)
        {
            (Events[i], Others[i]) = rows.IsFractional ? rows.HalvesOf(i)
                : (rows.Weights is null ? 1 : rows.Weights[i]) is var weight && rows.Labels[i] == 1 ? (weight, 0) : (0, weight);
        }

        IsFractional = rows.IsFractional;
        TotalWeight = rows.TotalWeight();
    }

    public BinnedColumns Bins { get; }

    /// <summary>Weights of rows as events; 0 for what is none.</summary>
    public float[] Events { get; }

    /// <summary>Weights of rows as what is no event; 0 for events.</summary>
    public float[] Others { get; }

    /// <summary>Whether a row may be both in part.</summary>
    public bool IsFractional { get; }

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

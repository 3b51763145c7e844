namespace Finntelligence.Trees.Evaluation;

/// <summary>All rows with one score.</summary>
/// <param name="Score">The score they share.</param>
/// <param name="Positive">Weight of rows with label 1.</param>
/// <param name="Negative">Weight of rows with label 0.</param>
internal readonly record struct ScoreGroup(double Score, double Positive, double Negative)
{
    public double Weight => Positive + Negative;
}

/// <summary>
/// Labelled scores in ascending order with ties merged: the one form from which every metric and calibrator here is computed.
/// Rows are sorted by score, label and weight before anything is added up, so no result depends on the order of the rows.
/// </summary>
internal sealed class ScoreGroups
{
    private ScoreGroups(ScoreGroup[] groups)
    {
        Items = groups;
        foreach (var group in groups)
        {
            Positive += group.Positive;
            Negative += group.Negative;
        }
    }

    /// <summary>Ascending, distinct scores; every weight positive.</summary>
    public ScoreGroup[] Items { get; }

    /// <summary>Weight of all rows with label 1.</summary>
    public double Positive { get; }

    /// <summary>Weight of all rows with label 0.</summary>
    public double Negative { get; }

    public double Weight => Positive + Negative;

    /// <summary>Checks the rows and merges them.</summary>
    /// <param name="scores">No NaN.</param>
    /// <param name="labels">0 or 1, one per score.</param>
    /// <param name="weights">Finite and not negative, one per score; empty means 1 each. Rows of weight 0 are left out.</param>
    /// <exception cref="ArgumentException">Lengths differ, a value is not allowed, or no row has weight; the message says which.</exception>
    public static ScoreGroups Of(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        if (labels.Length != scores.Length)
            throw new ArgumentException($"There are {scores.Length} scores but {labels.Length} labels.", nameof(labels));
        if (!weights.IsEmpty && weights.Length != scores.Length)
            throw new ArgumentException($"There are {scores.Length} scores but {weights.Length} weights.", nameof(weights));

        var rows = new List<Row>(scores.Length);
        for (var i = 0; i < scores.Length; i++)
        {
            var weight = weights.IsEmpty ? 1f : weights[i];
            if (double.IsNaN(scores[i]))
                throw new ArgumentException($"The score of row {i} is NaN.", nameof(scores));
            if (labels[i] is not (0f or 1f))
                throw new ArgumentException(FormattableString.Invariant($"The label of row {i} is {labels[i]}; it must be 0 or 1."), nameof(labels));
            if (!(weight >= 0) || float.IsInfinity(weight))
                throw new ArgumentException(FormattableString.Invariant($"The weight of row {i} is {weight}."), nameof(weights));
            if (weight > 0)
                rows.Add(new Row(scores[i], labels[i], weight));
        }

        if (rows.Count == 0)
            throw new ArgumentException("There are no rows with a positive weight.", nameof(scores));
        rows.Sort();
        return new ScoreGroups(Merge(rows));
    }

    /// <summary>As <see cref="Of"/>, for scores that are probabilities.</summary>
    /// <exception cref="ArgumentException">Also for a value outside [0, 1].</exception>
    public static ScoreGroups OfProbabilities(ReadOnlySpan<double> probabilities, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        for (var i = 0; i < probabilities.Length; i++)
        {
            if (!(probabilities[i] is >= 0 and <= 1))
                throw new ArgumentException(FormattableString.Invariant($"The probability of row {i} is {probabilities[i]}."), nameof(probabilities));
        }

        return Of(probabilities, labels, weights);
    }

    /// <summary>Refuses data from which nothing about ranking can be said.</summary>
    /// <exception cref="ArgumentException">All rows have the same label.</exception>
    public ScoreGroups WithBothClasses()
    {
        if (Positive == 0 || Negative == 0)
            throw new ArgumentException($"All rows have label {(Positive == 0 ? 0 : 1)}; both classes are needed.");
        return this;
    }

    private static ScoreGroup[] Merge(List<Row> rows)
    {
        var groups = new List<ScoreGroup>();
        for (var i = 0; i < rows.Count;)
        {
            var score = rows[i].Score;
            double positive = 0, negative = 0;
            for (; i < rows.Count && rows[i].Score == score; i++)
            {
                if (rows[i].Label == 1)
                    positive += rows[i].Weight;
                else
                    negative += rows[i].Weight;
            }

            groups.Add(new ScoreGroup(score, positive, negative));
        }

        return [.. groups];
    }

    private readonly record struct Row(double Score, float Label, float Weight) : IComparable<Row>
    {
        public int CompareTo(Row other)
        {
            if (Score != other.Score)
                return Score < other.Score ? -1 : 1;
            return Label != other.Label ? Label.CompareTo(other.Label) : Weight.CompareTo(other.Weight);
        }
    }
}

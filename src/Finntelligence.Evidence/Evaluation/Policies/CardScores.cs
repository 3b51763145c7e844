using Finntelligence.Evidence.Evaluation.Estimators;

namespace Finntelligence.Evidence.Evaluation.Policies;

/// <summary>What a row was worth at every rate of the product, doubly robust.</summary>
internal static class CardScores
{
    /// <summary>Writes a row's scores.</summary>
    /// <param name="terms">Estimates row by row.</param>
    /// <param name="scored">Rows, by models that have not seen them.</param>
    /// <param name="i">Which of them.</param>
    /// <param name="scores">One for each rate of the axis; above the class's greatest rate stands what that one is worth.</param>
    public static void Write(RowTerms terms, ScoredRows scored, int i, Span<double> scores)
    {
        float[] modelled = scored.Profit[i];
        for (int r = 0; r < Math.Min(modelled.Length, scores.Length); r++)
            scores[r] = terms.At(scored.Rows[i], r, modelled, scored.ProfitOffered[i]).DoublyRobust;
        for (int r = modelled.Length; r < scores.Length; r++)
            scores[r] = scores[modelled.Length - 1];
    }
}

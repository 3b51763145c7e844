using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Evidence.Evaluation.Estimators;

namespace Finntelligence.Evidence.Evaluation.Policies;

/// <summary>The single rate of each class that was worth most, doubly robust, on the folds other than the outer one.</summary>
internal static class BestPerClass
{
    /// <summary>Positions on each class's grid.</summary>
    /// <param name="grid">Rates.</param>
    /// <param name="terms">Estimates row by row.</param>
    /// <param name="experiment">Rows.</param>
    /// <param name="inner">The other folds, each scored by models that have seen neither it nor the outer fold.</param>
    public static byte[] Choose(RateGrid grid, RowTerms terms, Experiment experiment, IEnumerable<ScoredRows> inner)
    {
        double[][] sums = [.. Enumerable.Range(0, grid.Classes.Length).Select(c => new double[grid.Of(c).Length])];
        foreach (var scored in inner)
        {
            for (int i = 0; i < scored.Rows.Length; i++)
            {
                var ofClass = sums[experiment.Classes[scored.Rows[i]]];
                for (int r = 0; r < ofClass.Length; r++)
                    ofClass[r] += terms.At(scored.Rows[i], r, scored.Profit[i], scored.ProfitOffered[i]).DoublyRobust;
            }
        }
        return [.. sums.Select(ofClass => (byte)Array.IndexOf(ofClass, ofClass.Max()))];
    }
}

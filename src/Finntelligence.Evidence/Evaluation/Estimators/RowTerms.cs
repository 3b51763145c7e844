using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Evidence.Evaluation.Policies;

namespace Finntelligence.Evidence.Evaluation.Estimators;

/// <summary>A row's part in the value of a policy.</summary>
/// <param name="Weight">1 / propensity where the rate offered is the policy's, within the window; else 0.</param>
/// <param name="InversePropensity">Weight × profit.</param>
/// <param name="DoublyRobust">Modelled profit at the policy's rate + weight × (profit − modelled profit at the rate offered).</param>
internal readonly record struct RowTerm(double Weight, double InversePropensity, double DoublyRobust);

/// <summary>
/// The estimators row by row: a policy's value is the mean of the terms. The propensities are those of the randomisation, so the
/// doubly robust terms have the right mean whatever the profit model is (Dudík, Langford and Li, 2011); a better one has less noise.
/// </summary>
internal sealed class RowTerms
{
    private readonly RateGrid _grid;
    private readonly Experiment _experiment;
    private readonly double[] _profit;
    private readonly double _window;
    private readonly double[][] _propensities;

    /// <summary>Terms for one definition of profit and one window.</summary>
    public RowTerms(RateGrid grid, Experiment experiment, Propensities propensities, double[] profit, double window)
    {
        (_grid, _experiment, _profit, _window) = (grid, experiment, profit, window);
        int strata = experiment.Strata.Length == 0 ? 0 : experiment.Strata.Max() + 1;
        // Strata need not know the class, so there is a list for each pair that occurs.
        _propensities = new double[strata * grid.Classes.Length][];
        for (int row = 0; row < experiment.Count; row++)
        {
            int pair = Pair(row);
            _propensities[pair] ??= [.. grid.Of(experiment.Classes[row]).Select(rate => propensities.Of(experiment.Strata[row], rate, window))];
        }
    }

    /// <summary>The term of a rate.</summary>
    /// <param name="row">In the experiment.</param>
    /// <param name="position">Of the policy's rate on the row's grid.</param>
    /// <param name="modelled">Profit at each rate of the grid, from models that have not seen the row.</param>
    /// <param name="modelledOffered">At the rate offered.</param>
    public RowTerm At(int row, int position, float[] modelled, double modelledOffered)
    {
        double propensity = _propensities[Pair(row)][position];
        double weight = propensity > 0 && Propensities.Matches(_experiment.Rates[row], _grid.Of(_experiment.Classes[row])[position], _window)
            ? 1 / propensity
            : 0;
        return new RowTerm(weight, weight * _profit[row], modelled[position] + (weight * (_profit[row] - modelledOffered)));
    }

    /// <summary>The term of a policy.</summary>
    public RowTerm Of(RatePolicy policy, int row, float[] modelled, double modelledOffered)
    {
        if (policy.Positions is { } positions)
            return At(row, positions[row], modelled, modelledOffered);
        if (policy.AsMailed)
            return new RowTerm(1, _profit[row], _profit[row]);
        double weight = 0, inverse = 0, robust = 0;
        for (int r = 0; r < modelled.Length; r++)
        {
            var term = At(row, r, modelled, modelledOffered);
            weight += term.Weight;
            inverse += term.InversePropensity;
            robust += term.DoublyRobust;
        }
        return new RowTerm(weight / modelled.Length, inverse / modelled.Length, robust / modelled.Length);
    }

    /// <summary>The part of a policy's offers to a row's applicant that nobody in the stratum was made, within the window.</summary>
    public double Outside(RatePolicy policy, int row)
    {
        if (policy.AsMailed)
            return 0;
        double[] odds = _propensities[Pair(row)];
        return policy.Positions is { } positions ? (odds[positions[row]] > 0 ? 0 : 1) : odds.Count(p => p <= 0) / (double)odds.Length;
    }

    private int Pair(int row) => (_experiment.Strata[row] * _grid.Classes.Length) + _experiment.Classes[row];
}

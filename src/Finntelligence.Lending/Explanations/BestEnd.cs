using Finntelligence.Lending.Models;
using Finntelligence.Trees;

namespace Finntelligence.Lending.Explanations;

/// <summary>Whether a value is as good as any that training saw.</summary>
internal static class BestEnd
{
    /// <summary>True in or beyond the outermost occupied bin on the side where the score is least.</summary>
    /// <param name="seen">Training distribution of the input.</param>
    /// <param name="direction">How the score may move as the input rises; without one, no end is best.</param>
    /// <param name="value">A missing one is at no end.</param>
    public static bool Holds(Histogram seen, Monotonicity direction, float value)
    {
        if (direction == Monotonicity.None || float.IsNaN(value))
            return false;
        var bin = seen.Edges.Count(edge => edge < value);
        var outwards = direction == Monotonicity.Increasing ? seen.Counts.Take(bin) : seen.Counts.Skip(bin + 1);
        return outwards.All(count => count == 0);
    }
}

using System.Collections.Frozen;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Models;

/// <summary>Answers how many training rows lie near an offer. Immutable; safe for any number of threads.</summary>
public sealed class SupportIndex
{
    // History holds decimal values as binary numbers; a neighbour at exactly the greatest distance still counts.
    private const double Rounding = 1e-9;

    private readonly FrozenDictionary<int, SupportCell[]> _strata;
    private readonly (OfferVariable Variable, int Position, double Within)[] _distances;

    /// <summary>Indexes what a model saw, for the distances the product declares.</summary>
    /// <exception cref="ArgumentException">The table does not count a variable that the definition measures.</exception>
    public SupportIndex(SupportTable table, SupportDefinition definition)
    {
        _strata = table.Cells.GroupBy(c => c.Stratum).ToFrozenDictionary(g => g.Key, g => g.ToArray());
        _distances = [.. definition.Variables.Select(v => (v.Variable, table.Variables.IndexOf(v.Variable), (double)v.Within + Rounding))];
        if (_distances.Any(d => d.Position < 0))
            throw new ArgumentException("The table does not count every variable of the definition.", nameof(table));
        MinimumNeighbours = definition.MinimumNeighbours;
    }

    /// <summary>Offers with fewer neighbours are outside support.</summary>
    public int MinimumNeighbours { get; }

    /// <summary>Whether an offer's neighbours depend on a variable.</summary>
    public bool Measures(OfferVariable variable) => _distances.Any(d => d.Variable == variable);

    /// <summary>The different values of a variable in history; none of a variable that is not measured.</summary>
    public IEnumerable<double> SeenOf(OfferVariable variable)
    {
        foreach (var distance in _distances.Where(d => d.Variable == variable))
        {
            foreach (var seen in _strata.Values.SelectMany(cells => cells).Select(c => c.Values[distance.Position]).Distinct().Where(v => !double.IsNaN(v)))
                yield return seen;
        }
    }

    /// <summary>Whether a value of a measured variable in history is near an offer's.</summary>
    public bool IsNear(OfferVariable variable, double seen, double offered) => IsNear(seen, offered, _distances.First(d => d.Variable == variable).Within);

    /// <summary>Whether history covers an offer.</summary>
    public bool Covers(int stratum, in OfferTerms terms) => Count(stratum, terms) >= MinimumNeighbours;

    /// <summary>Training rows of the stratum within every distance of the offer.</summary>
    /// <param name="stratum">Code of the category; −1 when missing.</param>
    /// <param name="terms">The offer.</param>
    public long Count(int stratum, in OfferTerms terms)
    {
        if (!_strata.TryGetValue(stratum, out var cells))
            return 0;
        Span<double> centre = stackalloc double[_distances.Length];
        for (var d = 0; d < centre.Length; d++)
            centre[d] = Value(_distances[d].Variable, terms);

        var count = 0L;
        foreach (var cell in cells)
        {
            if (IsNear(cell, centre))
                count += cell.Count;
        }

        return count;
    }

    private bool IsNear(SupportCell cell, ReadOnlySpan<double> centre)
    {
        for (var d = 0; d < centre.Length; d++)
        {
            if (!IsNear(cell.Values[_distances[d].Position], centre[d], _distances[d].Within))
                return false;
        }

        return true;
    }

    // A missing value, NaN, is near nothing.
    private static bool IsNear(double seen, double offered, double within) => Math.Abs(seen - offered) <= within;

    private static double Value(OfferVariable variable, in OfferTerms terms) => variable switch
    {
        OfferVariable.Amount => (double)terms.Amount,
        OfferVariable.Months => terms.Months,
        _ => (double)terms.Rate,
    };
}

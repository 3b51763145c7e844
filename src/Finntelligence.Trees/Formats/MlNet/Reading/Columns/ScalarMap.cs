using System.Collections.Immutable;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Columns;

/// <summary>
/// What a step does to one value. Numbers of every kind are carried as doubles, which hold them exactly; a missing value is NaN.
/// </summary>
/// <param name="Apply">The step's own arithmetic, NaN included.</param>
/// <param name="Breaks">
/// Ascending points that cut the numbers into ranges, each with its lower end, in which the map rises or falls throughout.
/// </param>
internal sealed record ScalarMap(Func<double, double> Apply, ImmutableArray<double> Breaks)
{
    public ScalarMap(Func<double, double> apply)
        : this(apply, [])
    {
    }
}

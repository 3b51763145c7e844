namespace Finntelligence.Lending.Offers.Exact;

/// <summary>Finds where along a lattice an answer changes.</summary>
internal static class Positions
{
    /// <summary>The first position of a run at which something holds; the end of the run if it nowhere does.</summary>
    /// <param name="from">First position.</param>
    /// <param name="to">After the last one.</param>
    /// <param name="holds">Once it holds, it holds from there on.</param>
    public static long First(long from, long to, Func<long, bool> holds)
    {
        while (from < to)
        {
            var middle = from + (to - from) / 2;
            if (holds(middle))
                to = middle;
            else
                from = middle + 1;
        }

        return from;
    }
}

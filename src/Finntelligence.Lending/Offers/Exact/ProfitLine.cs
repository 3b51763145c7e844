namespace Finntelligence.Lending.Offers.Exact;

/// <summary>An upper bound of the profits of a cell at one rate: linear in the amount.</summary>
/// <param name="AtLeast">At the least amount.</param>
/// <param name="AtGreatest">At the greatest amount.</param>
/// <param name="Least">The least amount.</param>
/// <param name="Greatest">The greatest amount.</param>
/// <param name="Most">No greater amount can be affordable.</param>
internal readonly record struct ProfitLine(double AtLeast, double AtGreatest, double Least, double Greatest, double Most)
{
    /// <summary>Whether more is better.</summary>
    public bool Rises => AtGreatest > AtLeast;

    /// <summary>The bound of one amount.</summary>
    public double At(double amount) => amount >= Greatest ? AtGreatest
        : AtLeast + (AtGreatest - AtLeast) * ((amount - Least) / (Greatest - Least));

    /// <summary>The bound of all affordable amounts.</summary>
    public double Best => Rises ? At(Most) : AtLeast;
}

namespace Finntelligence.Trees.Ensembles.Specialised;

/// <summary>
/// Lengths of a grid's three axes. A cell's index is (outer × Middle + middle) × Inner + inner: the inner axis is contiguous.
/// </summary>
/// <param name="Outer">Positions of axis 0, at least 1.</param>
/// <param name="Middle">Positions of axis 1, at least 1.</param>
/// <param name="Inner">Positions of axis 2, at least 1.</param>
public readonly record struct GridShape(int Outer, int Middle, int Inner)
{
    /// <summary>Number of axes.</summary>
    public const int Axes = 3;

    /// <summary>Number of cells.</summary>
    public int Count => checked(Outer * Middle * Inner);

    /// <summary>Length of an axis.</summary>
    public int this[int axis] => axis switch
    {
        0 => Outer,
        1 => Middle,
        _ => Inner,
    };
}

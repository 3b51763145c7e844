namespace Finntelligence.Testing;

/// <summary>A fact about what FastTree makes of the real experiment: skipped where either is not at hand.</summary>
public sealed class FastTreeRealDataFactAttribute : FactAttribute
{
    public FastTreeRealDataFactAttribute() => Skip = new RealDataFactAttribute().Skip ?? new FastTreeFactAttribute().Skip;
}

namespace Finntelligence.Testing;

/// <summary>A theory that trains with ML.NET's FastTree; skipped like <see cref="FastTreeFactAttribute"/>.</summary>
public sealed class FastTreeTheoryAttribute : TheoryAttribute
{
    public FastTreeTheoryAttribute() => Skip = new FastTreeFactAttribute().Skip;
}

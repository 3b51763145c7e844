namespace Finntelligence.Portfolios.Frontier;

/// <summary>Applicants in memory.</summary>
internal sealed class MenuList(IReadOnlyList<PortfolioApplicant> applicants) : IMenuSource
{
    // Enough work that handing it out does not show.
    private const int InPart = 4096;

    public int Parts => (applicants.Count + InPart - 1) / InPart;

    public long Applicants => applicants.Count;

    public long PositionOf(int part) => (long)part * InPart;

    public IEnumerable<PortfolioApplicant> Read(int part)
    {
        var end = Math.Min((part + 1) * InPart, applicants.Count);
        for (var i = part * InPart; i < end; i++)
            yield return applicants[i];
    }
}

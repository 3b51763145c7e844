namespace Finntelligence.Portfolios.Frontier;

/// <summary>The applicants of a portfolio, in parts that can be read again and again, and at the same time.</summary>
public interface IMenuSource
{
    /// <summary>How many parts there are.</summary>
    int Parts { get; }

    /// <summary>Applicants in all parts.</summary>
    long Applicants { get; }

    /// <summary>Applicants in the parts before one.</summary>
    long PositionOf(int part);

    /// <summary>The applicants of one part, in their order.</summary>
    IEnumerable<PortfolioApplicant> Read(int part);
}

namespace Finntelligence.Explorer.Portfolio;

/// <summary>Names the texts of the page about a portfolio: <c>PortfolioWords.resx</c> in English, <c>PortfolioWords.de.resx</c> in German.</summary>
public sealed class PortfolioWords;

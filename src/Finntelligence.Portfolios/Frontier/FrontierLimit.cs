namespace Finntelligence.Portfolios.Frontier;

/// <summary>What a chosen portfolio must keep; at most one of them, none for the unlimited optimum.</summary>
/// <param name="Losses">Expected losses, at most.</param>
/// <param name="Loans">Expected loans, at least.</param>
/// <param name="Capital">Expected capital lent, at most.</param>
public sealed record FrontierLimit(double? Losses, double? Loans, double? Capital)
{
    /// <summary>The resource that is limited, by its name, and its limit; null for none.</summary>
    internal (string Resource, double Limit)? Asked() => this switch
    {
        { Losses: { } most } => ("losses", most),
        { Loans: { } least } => ("loans", least),
        { Capital: { } most } => ("capital", most),
        _ => null,
    };
}

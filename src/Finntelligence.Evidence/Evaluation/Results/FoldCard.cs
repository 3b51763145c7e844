using System.Collections.Immutable;

namespace Finntelligence.Evidence.Evaluation.Results;

/// <summary>The card that was applied to an outer fold, as the other folds chose it.</summary>
/// <param name="Policy">Name of the policy.</param>
/// <param name="Fold">The outer fold.</param>
/// <param name="Cells">Of the card; 0 where the rules left none, so that the rates in force stayed.</param>
/// <param name="Tried">Every number of cells that the rules leave.</param>
public sealed record FoldCard(string Policy, int Fold, int Cells, ImmutableArray<FoldCardTried> Tried);

/// <summary>A number of cells on the inner folds, in money an offer.</summary>
/// <param name="Cells">How many.</param>
/// <param name="Value">Held out among the inner folds.</param>
/// <param name="ValueError">Standard error of it.</param>
public sealed record FoldCardTried(int Cells, double Value, double ValueError);

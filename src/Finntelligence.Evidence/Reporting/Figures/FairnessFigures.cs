using System.Collections.Immutable;

namespace Finntelligence.Evidence.Reporting.Figures;

/// <summary>Offers by the groups of one audit-only column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Title">For people.</param>
/// <param name="Missing">Share of people whose group is not known.</param>
/// <param name="Reference">The largest group, with which prices are compared.</param>
/// <param name="Groups">Those with enough people.</param>
/// <param name="Suppressed">Groups with too few people to show.</param>
internal sealed record FairnessFigures(
    string Column, string Title, double Missing, string Reference, ImmutableArray<GroupFigures> Groups, int Suppressed);

/// <summary>One group.</summary>
/// <param name="Group">Its name.</param>
/// <param name="People">Decided about.</param>
/// <param name="OfferRate">Share with an offer; the rest is declined.</param>
/// <param name="OfferRatio">Its offer rate ÷ that of the group with the highest (adverse impact ratio).</param>
/// <param name="MeanRate">Mean rate offered.</param>
/// <param name="BelowCard">Share of offers below the standard card; NaN without a card.</param>
/// <param name="BelowCardRatio">The same as a ratio to the group with the highest share.</param>
/// <param name="PriceGap">Rate offered less that of the reference group in the same class and fifth of risk, in percentage points.</param>
internal sealed record GroupFigures(
    string Group, int People, double OfferRate, Interval OfferRatio, double MeanRate, double BelowCard, Interval BelowCardRatio, Interval PriceGap);

/// <summary>A figure and its 90 % interval.</summary>
public readonly record struct Interval(double Value, double Low, double High);

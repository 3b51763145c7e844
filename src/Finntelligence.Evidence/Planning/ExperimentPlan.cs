using System.Collections.Immutable;

namespace Finntelligence.Evidence.Planning;

/// <summary>How many offers and days a price experiment needs, by what the history says of the spread of profits. Aggregates only.</summary>
public sealed record ExperimentPlan
{
    /// <summary>Version of this document.</summary>
    public int Format { get; init; } = 1;

    /// <summary>What it rests on.</summary>
    public required PlanHistory History { get; init; }

    /// <summary>What was asked.</summary>
    public required PlanSettings Settings { get; init; }

    /// <summary>One for each share, alone and with each band.</summary>
    public required ImmutableArray<PlannedDesign> Designs { get; init; }

    /// <summary>Experiments drawn on the simulated twin to see whether the planned power is reached; null unless asked for.</summary>
    public PlanCheck? Check { get; init; }
}

/// <summary>The history.</summary>
/// <param name="Name">Of the file.</param>
/// <param name="Simulated">Whether nobody lived it.</param>
/// <param name="Offers">That it has.</param>
/// <param name="MeanProfit">An offer, as mailed.</param>
/// <param name="Deviation">Standard deviation of an offer's profit at the standard card's rates, or of all offers where the history has too few there.</param>
/// <param name="CardProfit">Mean profit an offer at the card's rates; null where the history has too few there.</param>
/// <param name="LeastSeen">The least difference that so many offers in two halves show with the power asked, at the card's spread.</param>
/// <param name="LeastSeenAsMailed">The same at the spread of the offers as they were mailed, which were cheaper.</param>
public sealed record PlanHistory(
    string Name, bool Simulated, int Offers, double MeanProfit, double Deviation, double? CardProfit, double LeastSeen, double LeastSeenAsMailed);

/// <summary>What was asked.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Difference">To be seen, an offer.</param>
/// <param name="OffersPerDay">That the lender makes.</param>
/// <param name="Power">Probability with which the difference is seen.</param>
/// <param name="Confidence">Of the two-sided test.</param>
public sealed record PlanSettings(string Currency, double Difference, double OffersPerDay, double Power, double Confidence);

/// <summary>A design, and what it takes.</summary>
/// <param name="Title">For a person.</param>
/// <param name="Share">Of the offers that are not the champion's.</param>
/// <param name="Band">Points below the card's rate within which rates are drawn alike; null where the share has one price policy.</param>
/// <param name="Rates">Rates in the band, on average over the applicants; 1 without one.</param>
/// <param name="Variance">That one offer adds.</param>
/// <param name="Offers">Needed in all, to the next whole one.</param>
/// <param name="Days">Needed.</param>
/// <param name="LeastSeen">The least difference that as many offers as the history has would show.</param>
/// <param name="CostAnOffer">Mean profit given up for an offer that is drawn, as the history has it; below 0 is a gain. Null where nothing is drawn or the history has too few such offers.</param>
/// <param name="CostInAll">Of all that are drawn.</param>
public sealed record PlannedDesign(
    string Title, double Share, double? Band, double Rates, double Variance, double Offers, double Days, double LeastSeen, double? CostAnOffer, double? CostInAll);

/// <summary>Experiments on the twin, whose truth is known.</summary>
/// <param name="Runs">Experiments.</param>
/// <param name="Difference">The true difference between the two prices.</param>
/// <param name="Offers">Planned, of each experiment.</param>
/// <param name="PlannedPower">Asked for.</param>
/// <param name="ReachedPower">Part of the experiments that saw the difference.</param>
public sealed record PlanCheck(int Runs, double Difference, long Offers, double PlannedPower, double ReachedPower);

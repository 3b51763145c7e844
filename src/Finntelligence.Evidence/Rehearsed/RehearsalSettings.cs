using Finntelligence.Experiments.Definitions;

namespace Finntelligence.Evidence.Rehearsed;

/// <summary>How a simulated lender lives. The defaults are what the committed figures are made with.</summary>
public sealed record RehearsalSettings
{
    /// <summary>Months.</summary>
    public int Months { get; init; } = 24;

    /// <summary>Offers of the old history, whose prices followed risk and mood.</summary>
    public int HistoryRows { get; init; } = 6000;

    /// <summary>Applicants a month.</summary>
    public int ApplicantsAMonth { get; init; } = 1000;

    /// <summary>Month from which the market is another; 0 for never.</summary>
    public int DriftMonth { get; init; } = 12;

    /// <summary>Months between two trainings.</summary>
    public int RetrainEvery { get; init; } = 3;

    /// <summary>Months after which a loan's end is known; that it was taken is known the month after.</summary>
    public int OutcomeDelay { get; init; } = 4;

    /// <summary>Months of its own log that a lender learns from.</summary>
    public int Window { get; init; } = 6;

    /// <summary>Rows of its own log from which on a lender forgets the old history.</summary>
    public int Enough { get; init; } = 2000;

    /// <summary>Share of the applicants who get the standard card, where the lender explores: to compare with.</summary>
    public double CardShare { get; init; } = 0.3;

    /// <summary>Share of the applicants whose rate is drawn, where the lender explores. All others get the engine's offer.</summary>
    public double ExploreShare { get; init; } = 0.2;

    /// <summary>How it is drawn.</summary>
    public Exploration Exploration { get; init; } = new() { Draw = DrawLaw.Uniform, ShareOfBest = 0.5 };

    /// <summary>What it may cost.</summary>
    public Guardrails Guardrails { get; init; } = new() { MostForDecision = 60 };
}

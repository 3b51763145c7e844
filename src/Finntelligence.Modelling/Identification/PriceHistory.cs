using System.Collections.Immutable;
using Finntelligence.Lending.Models;

namespace Finntelligence.Modelling.Identification;

/// <summary>What was found of how a model's rates were set.</summary>
/// <param name="Figures">For the manifest.</param>
/// <param name="Weights">One per row of the model: what to learn with; null to learn with each row counting one.</param>
public sealed record PriceHistory(PriceIdentification Figures, float[]? Weights)
{
    /// <summary>One per row of the model: the mean rate given the applicant, by fits that did not see the row; NaN where the rate is not known. Null without weights.</summary>
    public double[]? Means { get; init; }

    /// <summary>To estimate the effect another way; null where all rates are the same.</summary>
    public OrthogonalRests? Rests { get; init; }

    /// <summary>What is declared to have moved rates, of the same rows as <see cref="Rests"/>.</summary>
    public ImmutableArray<DeclaredMoves> Declared { get; init; } = [];

    /// <summary>
    /// One per row of the model: the declared moves to learn the rate's effect from in place of the weights, where the two disagree beyond chance, so that
    /// something unseen set rates; null where they do not, or nothing strong is declared.
    /// </summary>
    public double[]? Instrument { get; init; }

    /// <summary>The rates that people who are alike were offered; null where they were drawn at random, or are all the same.</summary>
    public RateBand? Band { get; init; }

    /// <summary>The terms in months that people who are alike had; null too where the model does not see them, or all had the same.</summary>
    public RateBand? MonthsBand { get; init; }
}

using System.Collections.Immutable;
using Finntelligence.Experiments.Estimators;

namespace Finntelligence.Evidence.Rehearsed;

/// <summary>What many simulated lenders came to, with exploration and without. Money is true expected profit an applicant, but where it says realised.</summary>
public sealed record RehearsalResult
{
    /// <summary>Version of this document.</summary>
    public int Format { get; init; } = 1;

    /// <summary>Lives of each kind.</summary>
    public required int Seeds { get; init; }

    /// <summary>How they lived.</summary>
    public required RehearsalSettings Settings { get; init; }

    /// <summary>Currency of every amount.</summary>
    public required string Currency { get; init; }

    /// <summary>By month.</summary>
    public required ImmutableArray<RehearsedMonth> Months { get; init; }

    /// <summary>Whole lives.</summary>
    public required ImmutableArray<RehearsedLender> Lenders { get; init; }

    /// <summary>What experiment plan says of the test of the engine's arm against the card's, and what came of it.</summary>
    public required RehearsedTest Test { get; init; }
}

/// <summary>A month, mean over the seeds.</summary>
/// <param name="Month">From 1.</param>
/// <param name="Oracle">The best rate there is for each.</param>
/// <param name="Card">The standard card.</param>
/// <param name="Exploring">The engine of the lender that explores.</param>
/// <param name="NotExploring">The engine of the one that does not.</param>
/// <param name="GainExploring">Engine less card, with a 90 % interval over the seeds.</param>
/// <param name="GainNotExploring">The same without exploration.</param>
public sealed record RehearsedMonth(
    int Month, double Oracle, double Card, double Exploring, double NotExploring, MeanOfSeeds GainExploring, MeanOfSeeds GainNotExploring);

/// <summary>A mean over seeds with its 90 % interval.</summary>
/// <param name="Value">Mean.</param>
/// <param name="Interval">Of the mean, by Student's law.</param>
public sealed record MeanOfSeeds(double Value, Interval Interval)
{
    /// <summary>Of the seeds' values.</summary>
    public static MeanOfSeeds Of(double[] values)
    {
        double mean = values.Average();
        if (values.Length < 2)
            return new MeanOfSeeds(mean, new Interval(double.NegativeInfinity, double.PositiveInfinity));
        double error = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1) / values.Length);
        double half = StudentQuantile.Of(0.95, values.Length - 1) * error;
        return new MeanOfSeeds(mean, new Interval(mean - half, mean + half));
    }
}

/// <summary>A kind of lender over its whole life.</summary>
/// <param name="Explores">Whether it draws prices.</param>
/// <param name="Shown">What it really earned, in all arms.</param>
/// <param name="Regret">Oracle less that.</param>
/// <param name="GainOverCard">What it really earned less what the card alone would have.</param>
/// <param name="GivenUp">What exploring cost.</param>
/// <param name="BestOfCard">Part of the seeds in which it earned more than the card alone.</param>
public sealed record RehearsedLender(bool Explores, MeanOfSeeds Shown, MeanOfSeeds Regret, MeanOfSeeds GainOverCard, MeanOfSeeds GivenUp, double BestOfCard);

/// <summary>The test of engine against card within each life that explores. A lender who does not has nothing to compare with: its log knows no other price.</summary>
/// <param name="Difference">True gain of the engine over the card in the months after the first training on the log and before the drift, with exploration.</param>
/// <param name="Deviation">Standard deviation of an offer's realised profit.</param>
/// <param name="PlannedOffers">That show the difference with power 0.8 at 90 % confidence, at the arms' shares.</param>
/// <param name="PlannedMonth">Month in which the outcomes of so many are known; may be beyond the life's end.</param>
/// <param name="Shown">Part of the lives with exploration that showed the engine to be better by that month, or by their end if it is beyond.</param>
/// <param name="ShownAtEnd">The same at the end of life.</param>
public sealed record RehearsedTest(double Difference, double Deviation, double PlannedOffers, int PlannedMonth, double Shown, double ShownAtEnd);

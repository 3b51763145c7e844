using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Finntelligence.Lending.Models;

/// <summary>Whether a history can tell what a rate does, from the strongest to the weakest.</summary>
public enum PriceVerdict
{
    /// <summary>A declared design drew the rates at random, and the rows agree.</summary>
    Randomised,

    /// <summary>People who are alike were offered different rates: the effect is known as far as those rates reach, if nothing unseen set them.</summary>
    Identified,

    /// <summary>What the model says of another rate is a guess.</summary>
    NotIdentified,
}

/// <summary>How the rates of a model's rows came about, and so what the model can know of a rate's effect. Figures have eight significant digits.</summary>
public sealed record PriceIdentification
{
    /// <summary>What follows from the figures.</summary>
    public required PriceVerdict Verdict { get; init; }

    /// <summary>Why, in sentences; at least one.</summary>
    public required ImmutableArray<string> Grounds { get; init; }

    /// <summary>Whether the rows were chosen by what came after the offer, as loans are among offers: the effect then includes who takes.</summary>
    public required bool IsSelected { get; init; }

    /// <summary>Rows with a rate.</summary>
    public required int Rows { get; init; }

    /// <summary>Standard deviation of the rate, percent per period.</summary>
    public required double Spread { get; init; }

    /// <summary>R² out of fold of the rate predicted from the model's applicant features; may be below 0.</summary>
    public required double Explained { get; init; }

    /// <summary>Standard deviation of what is left of the rate, percent per period.</summary>
    public required double Left { get; init; }

    /// <summary>Effective number of neighbours in rate.</summary>
    public required RateNeighbours Neighbours { get; init; }

    /// <summary>The declared design; null, and not written, without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DesignFigures? Design { get; init; }

    /// <summary>Whether what is left of the rate goes with what was fixed before it.</summary>
    public required ImmutableArray<PlaceboFigures> Placebos { get; init; }

    /// <summary>The weights that the model learned with; null, and not written, where it learned without.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WeightFigures? Weights { get; init; }

    /// <summary>The effect estimated another way; null, and not written, where it was not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RateEffect? Effect { get; init; }

    /// <summary>The effect by what the lender declares to have moved rates and nothing else; null, and not written, where nothing is declared.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<DeclaredFigures>? Declared { get; init; }
}

/// <summary>
/// Of how many rows of history the rates speak for one applicant, as a share of all rows, in (0, 1]: 1 ÷ ∫ f(rate | applicant)² ÷ f(rate),
/// Kish's effective sample size when all rows are weighted to the rates that people like him were offered.
/// </summary>
/// <param name="Median">Of the applicants.</param>
/// <param name="Fifth">One applicant in twenty has fewer.</param>
public sealed record RateNeighbours(double Median, double Fifth);

/// <summary>A declared design and what the rows say of it.</summary>
/// <param name="Strata">Columns within whose combinations the rate was drawn.</param>
/// <param name="Unseen">Those of them that the model does not see.</param>
/// <param name="Explained">R² out of fold of the rate within strata, predicted from the applicant.</param>
/// <param name="UnseenExplained">R² by which the strata tell more of the rate than the applicant's features do.</param>
public sealed record DesignFigures(ImmutableArray<string> Strata, ImmutableArray<string> Unseen, double Explained, double UnseenExplained);

/// <summary>Something fixed before the rate, which no rate can have caused.</summary>
/// <param name="Column">Of the history.</param>
/// <param name="Explained">Share of the variance of the rate's rest that it goes with, less what chance alone gives; may be below 0.</param>
/// <param name="Z">How far beyond chance, in standard normal units.</param>
public sealed record PlaceboFigures(string Column, double Explained, double Z);

/// <summary>Weights by which the rate no longer goes with the applicant.</summary>
/// <param name="EffectiveRows">Kish's effective sample size.</param>
/// <param name="Least">Least weight, where the mean is 1.</param>
/// <param name="Greatest">Greatest weight: larger ones were cut.</param>
/// <param name="Balance">Correlation of the rate with each of the applicant's features, before and after.</param>
public sealed record WeightFigures(double EffectiveRows, double Least, double Greatest, ImmutableArray<BalanceFigures> Balance)
{
    /// <summary>True where the weights are 1 ÷ the probabilities with which the lender drew the offers; null, and not written, where they are estimated.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Drawn { get; init; }

    /// <summary>
    /// Change of the log-odds for a point of rate that the trees left out and the model was given by itself; null, and not written, without any.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Correction { get; init; }
}

/// <summary>Correlation of the rate with a feature, at least 0; of a category without an order the root of the share of variance between its values.</summary>
/// <param name="Feature">Its name.</param>
/// <param name="Before">Each row counting one.</param>
/// <param name="After">With the weights.</param>
public sealed record BalanceFigures(string Feature, double Before, double After);

/// <summary>
/// The change of the probability per point of rate, by a regression of what is left of the outcome on what is left of the rate, both predicted
/// out of fold (Chernozhukov and others, 2018), beside what the model says of the same rows.
/// </summary>
/// <param name="Slope">Estimate.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="Model">The model's.</param>
/// <param name="Agrees">Whether the model's lies within the estimate's 99 % interval.</param>
/// <param name="Robustness">
/// Cinelli and Hazlett's (2020) robustness value: the share of the rest of both rate and outcome that an unseen cause must explain to bring the
/// estimate to 0.
/// </param>
/// <param name="RobustnessOfSign">The same to bring 0 into the 95 % interval; 0 where it is in already.</param>
/// <param name="Segments">By the category within which support is counted.</param>
public sealed record RateEffect(
    double Slope, double Error, double Model, bool Agrees, double Robustness, double RobustnessOfSign, ImmutableArray<SegmentEffect> Segments)
{
    /// <summary>The 95 % interval of an estimate.</summary>
    /// <param name="slope">It.</param>
    /// <param name="error">Its standard error.</param>
    public static (double Low, double High) Interval(double slope, double error) => (slope - (1.96 * error), slope + (1.96 * error));
}

/// <summary>The change of the probability per point of rate by a declared change of prices or instrument, beside what the model says of the same rows.</summary>
/// <param name="Name">What is declared.</param>
/// <param name="Rows">Rows that it tells something of.</param>
/// <param name="Strength">How surely it moved the rate: F of the first stage.</param>
/// <param name="Slope">Estimate.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="Model">The model's.</param>
/// <param name="Agrees">Whether the model's lies within the estimate's 99 % interval.</param>
public sealed record DeclaredFigures(string Name, int Rows, double Strength, double Slope, double Error, double Model, bool Agrees)
{
    // Staiger and Stock (1997).
    private const double Weak = 10;

    /// <summary>Whether it moved rates enough for its interval to mean anything.</summary>
    [JsonIgnore]
    public bool IsStrong => Strength >= Weak;
}

/// <summary>One segment.</summary>
/// <param name="Segment">Value of the category.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Slope">Estimate, per point of rate.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Model">The model's.</param>
public sealed record SegmentEffect(string Segment, int Rows, double Slope, double Error, double Model);

/// <summary>The verdicts for people.</summary>
public static class PriceVerdictWords
{
    /// <summary>A verdict in words.</summary>
    public static string Of(PriceVerdict verdict) => verdict switch
    {
        PriceVerdict.Randomised => "randomised",
        PriceVerdict.Identified => "identified within the overlap",
        _ => "not identified",
    };

    /// <summary>Of a model, whether it was examined or not.</summary>
    public static string Of(PriceIdentification? identification) =>
        identification is null ? "not examined" : Of(identification.Verdict) + (identification.IsSelected ? ", among those who took" : "");
}

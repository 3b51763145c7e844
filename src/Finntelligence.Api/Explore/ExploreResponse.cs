using Finntelligence.Api.Predictions;

namespace Finntelligence.Api.Explore;

/// <summary>Every offer that is open to one applicant, for plotting. Figures are null for offers that policy, limits or history exclude.</summary>
internal sealed record ExploreResponse
{
    /// <summary>The amounts of the grid, ascending, within the constraints.</summary>
    public required IReadOnlyList<double> Amounts { get; init; }

    /// <summary>The rates of the grid, ascending, within the constraints and the rate cap.</summary>
    public required IReadOnlyList<double> Rates { get; init; }

    /// <summary>One surface for each number of months, ascending.</summary>
    public required IReadOnlyList<TermSurfaceDocument> Terms { get; init; }

    /// <summary>
    /// The offers between which expected profit and take-up must be traded: no other has more of both. From the most profitable on.
    /// </summary>
    public required IReadOnlyList<SurfacePointDocument> Frontier { get; init; }

    /// <summary>The models that were asked.</summary>
    public required ModelsDocument Models { get; init; }
}

/// <summary>The surface of one number of months: in every table a row for each rate, with a figure for each amount.</summary>
internal sealed record TermSurfaceDocument
{
    /// <summary>Number of monthly installments.</summary>
    public required int Months { get; init; }

    /// <summary>Probability of acceptance × [(1 − probability of default) × margin − expected loss], in the product's currency.</summary>
    public required IReadOnlyList<IReadOnlyList<double?>> ExpectedProfit { get; init; }

    /// <summary>Probability that the applicant takes the offer.</summary>
    public required IReadOnlyList<IReadOnlyList<double?>> ProbabilityOfAcceptance { get; init; }

    /// <summary>Probability of default, given that the offer is taken.</summary>
    public required IReadOnlyList<IReadOnlyList<double?>> ProbabilityOfDefault { get; init; }
}

/// <summary>One offer of the frontier.</summary>
/// <param name="Amount">Amount lent, in the product's currency.</param>
/// <param name="Months">Number of monthly installments.</param>
/// <param name="Rate">Percent per period of the product.</param>
/// <param name="ExpectedProfit">In the product's currency.</param>
/// <param name="ProbabilityOfAcceptance">Probability that the applicant takes the offer.</param>
/// <param name="ProbabilityOfDefault">Probability of default, given that the offer is taken.</param>
internal sealed record SurfacePointDocument(
    double Amount, int Months, double Rate, double ExpectedProfit, double ProbabilityOfAcceptance, double ProbabilityOfDefault);

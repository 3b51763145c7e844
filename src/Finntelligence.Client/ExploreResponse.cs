namespace Finntelligence.Client;

/// <summary>Every offer that is open to one applicant, for plotting. Figures are null for offers that policy, limits or history exclude.</summary>
public sealed record ExploreResponse
{
    /// <summary>The amounts of the grid, ascending, within the constraints.</summary>
    public required IReadOnlyList<decimal> Amounts { get; init; }

    /// <summary>The rates of the grid, ascending, within the constraints and the rate cap.</summary>
    public required IReadOnlyList<decimal> Rates { get; init; }

    /// <summary>One surface for each number of months, ascending.</summary>
    public required IReadOnlyList<TermSurface> Terms { get; init; }

    /// <summary>The offers between which expected profit and take-up must be traded, from the most profitable on.</summary>
    public required IReadOnlyList<SurfacePoint> Frontier { get; init; }

    /// <summary>The models that were asked.</summary>
    public required Models Models { get; init; }
}

/// <summary>The surface of one number of months: in every table a row for each rate, with a figure for each amount.</summary>
public sealed record TermSurface
{
    /// <summary>Number of monthly installments.</summary>
    public required int Months { get; init; }

    /// <summary>Probability of acceptance × [(1 − probability of default) × margin − expected loss], in the product's currency.</summary>
    public required IReadOnlyList<IReadOnlyList<decimal?>> ExpectedProfit { get; init; }

    /// <summary>Probability that the applicant takes the offer, 0 to 1.</summary>
    public required IReadOnlyList<IReadOnlyList<double?>> ProbabilityOfAcceptance { get; init; }

    /// <summary>Probability of default, given that the offer is taken, 0 to 1.</summary>
    public required IReadOnlyList<IReadOnlyList<double?>> ProbabilityOfDefault { get; init; }
}

/// <summary>One offer of the frontier.</summary>
/// <param name="Amount">Amount lent, in the product's currency.</param>
/// <param name="Months">Number of monthly installments.</param>
/// <param name="Rate">Percent per period of the product.</param>
/// <param name="ExpectedProfit">In the product's currency.</param>
/// <param name="ProbabilityOfAcceptance">Probability that the applicant takes the offer, 0 to 1.</param>
/// <param name="ProbabilityOfDefault">Probability of default, given that the offer is taken, 0 to 1.</param>
public sealed record SurfacePoint(
    decimal Amount, int Months, decimal Rate, decimal ExpectedProfit, double ProbabilityOfAcceptance, double ProbabilityOfDefault);

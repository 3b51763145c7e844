using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Logged;

/// <summary>An offer that was made, and what is known of it. Declines are none: there is nothing to price.</summary>
internal sealed record LoggedDecision
{
    /// <summary>Who got it.</summary>
    public required Applicant Applicant { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Its terms.</summary>
    public required OfferTerms Terms { get; init; }

    /// <summary>The probability with which its rate was chosen; NaN where the log does not say.</summary>
    public required double Propensity { get; init; }

    /// <summary>How it was chosen; empty where the log does not say.</summary>
    public string Policy { get; init; } = "";

    /// <summary>Whether it was taken; null while nobody said.</summary>
    public required bool? Accepted { get; init; }

    /// <summary>Whether the loan defaulted; false when it was paid back, null while it runs.</summary>
    public required bool? Defaulted { get; init; }

    /// <summary>What it earned, where the log says it in so many words; NaN where it follows from the outcome.</summary>
    public required double Profit { get; init; }

    /// <summary>The combination within which the rate was drawn, where the log has no propensities; else empty.</summary>
    public required string Stratum { get; init; }

    /// <summary>By policy that the log itself brings: the probability that it gives the rate that was offered.</summary>
    public required double[] Targets { get; init; }
}

/// <summary>A log, read.</summary>
/// <param name="Decisions">Offers, in the file's order.</param>
/// <param name="Policies">Names of the policies that the log itself brings.</param>
/// <param name="Declines">Rows that made no offer.</param>
/// <param name="Faults">Rows that could not be used.</param>
/// <param name="Latest">The latest time that the file names.</param>
/// <param name="HasPropensities">Whether every offer has its own.</param>
internal sealed record DecisionFile(
    LoggedDecision[] Decisions, string[] Policies, int Declines, IReadOnlyList<LogFault> Faults, DateTimeOffset Latest, bool HasPropensities);

/// <summary>A row that could not be used.</summary>
public sealed record LogFault(long Line, string Message);

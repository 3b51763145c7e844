using System.Collections.Immutable;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Logged;

/// <summary>
/// What the valuing of a decision log needs of one part of it: of each offer its terms, its outcome, and what the models said of it, which is the costly
/// half. No applicant is in it. Parts that are put together in their order are the log.
/// </summary>
internal sealed record LogPart
{
    /// <summary>By which the file of a part is known.</summary>
    public const string Name = "finntelligence-evaluate-part";

    /// <summary>The version that is written, and the only one that is read.</summary>
    public const int Current = 1;

    /// <summary>Always <see cref="Name"/>.</summary>
    public string Format { get; init; } = Name;

    /// <summary>Of the format.</summary>
    public int Version { get; init; } = Current;

    /// <summary>Name of the product.</summary>
    public required string Product { get; init; }

    /// <summary>Of its definition.</summary>
    public required string ProductSha256 { get; init; }

    /// <summary>The pairs of models that were asked, the first for the doubly robust estimators.</summary>
    public required ImmutableArray<LogPair> Pairs { get; init; }

    /// <summary>Columns within which the rate was drawn.</summary>
    public required ImmutableArray<string> Strata { get; init; }

    /// <summary>Which part, from 1.</summary>
    public int Shard { get; init; } = 1;

    /// <summary>Of how many.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>The file's name.</summary>
    public required string Source { get; init; }

    /// <summary>Of the file's bytes.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Lines of the file, its header among them.</summary>
    public required long Lines { get; init; }

    /// <summary>Rows that made no offer.</summary>
    public required int Declines { get; init; }

    /// <summary>Rows that could not be used.</summary>
    public required ImmutableArray<LogFault> Faults { get; init; }

    /// <summary>The latest time that the file names.</summary>
    public required DateTimeOffset Latest { get; init; }

    /// <summary>Names of the policies that the log itself brings.</summary>
    public required ImmutableArray<string> LogPolicies { get; init; }

    /// <summary>Names and titles of the policies that name rates.</summary>
    public required ImmutableArray<LogPolicyName> Policies { get; init; }

    /// <summary>Offers, in the file's order.</summary>
    public required ImmutableArray<LogPartRow> Rows { get; init; }
}

/// <summary>A pair of models.</summary>
/// <param name="Alias">By which it was asked for.</param>
/// <param name="Description">Which versions they are.</param>
/// <param name="RiskSha256">Of the model of default.</param>
/// <param name="AcceptanceSha256">Of the model of take-up.</param>
/// <param name="CardSha256">Of the rate card that serves with them; null for none.</param>
internal sealed record LogPair(string Alias, string Description, string RiskSha256, string AcceptanceSha256, string? CardSha256);

/// <summary>A policy, named.</summary>
internal sealed record LogPolicyName(string Name, string Title);

/// <summary>An offer of the log.</summary>
/// <param name="At">When it was made.</param>
/// <param name="Amount">Its amount.</param>
/// <param name="Months">Its term.</param>
/// <param name="Rate">Its rate.</param>
/// <param name="Propensity">The probability with which the rate was chosen; NaN where the log does not say.</param>
/// <param name="Policy">How it was chosen.</param>
/// <param name="Accepted">Whether it was taken; null while nobody said.</param>
/// <param name="Defaulted">Whether the loan defaulted; null while it runs.</param>
/// <param name="Profit">What it earned, where the log says it; else NaN.</param>
/// <param name="Stratum">Within which the rate was drawn.</param>
/// <param name="Targets">By policy that the log brings.</param>
/// <param name="Rates">By policy that names rates; NaN where it makes no offer.</param>
/// <param name="Expected">By the first pair of models: at the rate that was offered, then at each policy's.</param>
internal sealed record LogPartRow(
    DateTimeOffset At, decimal Amount, int Months, decimal Rate, double Propensity, string Policy, bool? Accepted, bool? Defaulted, double Profit,
    string Stratum, double[] Targets, double[] Rates, double[]? Expected)
{
    /// <summary>The decision, without the applicant.</summary>
    public LoggedDecision ToDecision() => new()
    {
        Applicant = new Applicant([]),
        At = At,
        Terms = new OfferTerms(Amount, Months, Rate),
        Propensity = Propensity,
        Policy = Policy,
        Accepted = Accepted,
        Defaulted = Defaulted,
        Profit = Profit,
        Stratum = Stratum,
        Targets = Targets,
    };
}

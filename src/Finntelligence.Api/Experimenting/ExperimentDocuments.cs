using System.Text.Json.Serialization;

namespace Finntelligence.Api.Experimenting;

/// <summary>How a price experiment chose the offer.</summary>
/// <param name="Version">Of pricing-experiment.json.</param>
/// <param name="Arm">Whose offer it is.</param>
/// <param name="Propensity">Probability, over arms and draws, with which this offer was chosen; above 0 and at most 1.</param>
/// <param name="GivenUp">Expected profit below that of the best offer, in the product's currency.</param>
/// <param name="Support">Every offer that could have been made, by rate; the probabilities sum to 1.</param>
internal sealed record ExperimentDocument(int Version, string Arm, double Propensity, double GivenUp, IReadOnlyList<SupportDocument> Support);

/// <summary>An offer that an experiment could have made.</summary>
/// <param name="Amount">Amount lent.</param>
/// <param name="Months">Number of monthly installments.</param>
/// <param name="Rate">Percent per period of the product.</param>
/// <param name="Probability">With which it would have been chosen.</param>
internal sealed record SupportDocument(double Amount, int Months, double Rate, double Probability);

/// <summary>The price experiment of the product.</summary>
/// <param name="State">"running", "stopped", or "refused" where its definition cannot be used, so that nothing is drawn.</param>
/// <param name="Version">In force; null where it is refused.</param>
/// <param name="Arms">Names of the arms.</param>
/// <param name="GivenUp">Expected profit given up: what the log had at the start of this process, and since.</param>
/// <param name="Reason">Why it is refused, or was stopped; null while it runs.</param>
internal sealed record ExperimentStatusDocument(string State, int? Version, IReadOnlyList<string> Arms, double GivenUp, string? Reason)
{
    /// <summary>What the stop rule said at its last look; absent without a rule, and before the first look.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExperimentJudgementDocument? Judged { get; init; }

    /// <summary>The state of a definition that cannot be used.</summary>
    public const string Refused = "refused";
}

/// <summary>What the stop rule said.</summary>
/// <param name="At">When.</param>
/// <param name="Arms">One for each arm that is shown but the champion.</param>
internal sealed record ExperimentJudgementDocument(DateTimeOffset At, IReadOnlyList<ArmJudgementDocument> Arms);

/// <summary>An arm beside the champion.</summary>
/// <param name="Arm">Its name.</param>
/// <param name="Decisions">Of all arms together, old enough to be judged.</param>
/// <param name="Difference">Mean profit of the arm less the champion's, an offer; null while nothing is known.</param>
/// <param name="Lower">Lower end of its interval, which holds at every look; null for none.</param>
/// <param name="Upper">Upper end of it.</param>
/// <param name="Verdict">"goOn", "stopWorse" where the arm is surely worse by more than is allowed, or "shownBetter".</param>
internal sealed record ArmJudgementDocument(string Arm, long Decisions, double? Difference, double? Lower, double? Upper, string Verdict);

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
/// <param name="Reason">Why it is refused; null where it is not.</param>
internal sealed record ExperimentStatusDocument(string State, int? Version, IReadOnlyList<string> Arms, double GivenUp, string? Reason)
{
    /// <summary>The state of a definition that cannot be used.</summary>
    public const string Refused = "refused";
}

namespace Finntelligence.Client;

/// <summary>Pricing by cost and risk.</summary>
/// <param name="Points">On the least rate that pays for cost and risk, percentage points per rate period.</param>
/// <param name="Because">Why, in a sentence.</param>
public sealed record Markup(decimal Points, string Because);

/// <summary>The rate card beside pricing one by one.</summary>
/// <param name="Use">"offer": the decision is the card's; "compare": it is priced one by one.</param>
/// <param name="Cell">The cell of the card that the request falls into.</param>
/// <param name="Rate">The cell's rate, or the greatest below it that policy allows this applicant; null where it allows none.</param>
/// <param name="ByCard">The best offer at that rate; null for a decline.</param>
/// <param name="OneByOne">The best offer at any rate; null for a decline.</param>
/// <param name="RateDifference">Rate one by one less the card's, in percentage points; null unless both offer.</param>
/// <param name="ProfitDifference">Expected profit one by one less by the card; a decline earns 0.</param>
public sealed record RateCard(
    string Use, string Cell, decimal? Rate, ComparedOffer? ByCard, ComparedOffer? OneByOne, decimal? RateDifference, decimal ProfitDifference);

/// <summary>An offer in short.</summary>
/// <param name="Amount">Amount lent.</param>
/// <param name="Months">Number of monthly installments.</param>
/// <param name="Rate">Percent per period of the product.</param>
/// <param name="ProbabilityOfAcceptance">Probability that the applicant takes it.</param>
/// <param name="ProbabilityOfDefault">Probability of default, given that it is taken.</param>
/// <param name="ExpectedProfit">As of <see cref="Offer"/>.</param>
public sealed record ComparedOffer(
    decimal Amount, int Months, decimal Rate, double ProbabilityOfAcceptance, double ProbabilityOfDefault, decimal ExpectedProfit);

/// <summary>How a price experiment chose the offer.</summary>
/// <param name="Version">Of the experiment's definition.</param>
/// <param name="Arm">Whose offer it is.</param>
/// <param name="Propensity">Probability, over arms and draws, with which this offer was chosen; above 0 and at most 1.</param>
/// <param name="GivenUp">Expected profit below that of the best offer, in the product's currency.</param>
/// <param name="Support">Every offer that could have been made, by rate; the probabilities sum to 1.</param>
public sealed record Experiment(int Version, string Arm, double Propensity, decimal GivenUp, IReadOnlyList<Support> Support);

/// <summary>An offer that an experiment could have made.</summary>
/// <param name="Amount">Amount lent.</param>
/// <param name="Months">Number of monthly installments.</param>
/// <param name="Rate">Percent per period of the product.</param>
/// <param name="Probability">With which it would have been chosen.</param>
public sealed record Support(decimal Amount, int Months, decimal Rate, double Probability);

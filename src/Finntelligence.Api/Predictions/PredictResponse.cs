using System.Text.Json.Serialization;
using Finntelligence.Api.Experimenting;

namespace Finntelligence.Api.Predictions;

/// <summary>The decision.</summary>
internal sealed record PredictResponse
{
    public const string OfferDecision = "offer";
    public const string DeclineDecision = "decline";

    /// <summary>Names this decision, in the service's log too. Later ones sort after it.</summary>
    public required Guid DecisionId { get; init; }

    /// <summary>"offer" or "decline".</summary>
    public required string Decision { get; init; }

    /// <summary>The offer with the greatest expected profit, or the one that a price experiment drew; null for a decline.</summary>
    public required OfferDocument? Offer { get; init; }

    /// <summary>
    /// Why declined, the weightiest first, at most four. For an offer only with `explain`: what about the applicant counts against a
    /// lower rate; absent at the least rate or where nothing does.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ReasonDocument>? Reasons { get; init; }

    /// <summary>Genuinely different offers, best first; absent where none were asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<OfferDocument>? Alternatives { get; init; }

    /// <summary>
    /// That the rate was found by cost and risk alone, since history cannot tell what a rate does; absent where offers are priced by expected profit.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MarkupDocument? Markup { get; init; }

    /// <summary>What was looked at.</summary>
    public required SearchDocument Search { get; init; }

    /// <summary>The rate card beside pricing one by one; absent where the product's policy asks for no card.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RateCardDocument? RateCard { get; init; }

    /// <summary>What the law wants the customer told, in the product's languages; absent unless asked for. Nothing is legal advice.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DisclosureDocument? Disclosure { get; init; }

    /// <summary>How much each feature moved both probabilities; absent unless asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExplanationDocument? Explanation { get; init; }

    /// <summary>How a price experiment chose the offer; absent where none did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExperimentDocument? Experiment { get; init; }

    /// <summary>The models that decided.</summary>
    public required ModelsDocument Models { get; init; }
}

/// <summary>Pricing by cost and risk.</summary>
/// <param name="Points">On the least rate that pays for cost and risk, percentage points per rate period.</param>
/// <param name="Because">Why, in a sentence.</param>
internal sealed record MarkupDocument(double Points, string Because);

/// <summary>An offer. Money is rounded to hundredths, probabilities to six decimals; terms are exact.</summary>
internal sealed record OfferDocument
{
    /// <summary>Amount lent, in the product's currency.</summary>
    public required double Amount { get; init; }

    /// <summary>Number of monthly installments.</summary>
    public required int Months { get; init; }

    /// <summary>Percent per period of the product.</summary>
    public required double Rate { get; init; }

    /// <summary>Every monthly installment but the last, with any fee that is paid with it.</summary>
    public required double Installment { get; init; }

    /// <summary>The last installment, which carries the difference of rounding.</summary>
    public required double FinalInstallment { get; init; }

    /// <summary>The interest in all installments.</summary>
    public required double TotalInterest { get; init; }

    /// <summary>The sum of all that the customer pays.</summary>
    public required double TotalPayable { get; init; }

    /// <summary>The fees; absent where the product has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FeesDocument? Fees { get; init; }

    /// <summary>Effective annual rate of all that the customer pays and gets, in percent, rounded to hundredths.</summary>
    public required double Apr { get; init; }

    /// <summary>Probability that the applicant takes the offer.</summary>
    public required double ProbabilityOfAcceptance { get; init; }

    /// <summary>Probability of default, given that the offer is taken.</summary>
    public required double ProbabilityOfDefault { get; init; }

    /// <summary>Present value of the scheduled payments at the cost of funds, minus the payout and the operating cost.</summary>
    public required double Margin { get; init; }

    /// <summary>Probability of default × loss given default × what is owed at default, given that the offer is taken.</summary>
    public required double ExpectedLoss { get; init; }

    /// <summary>Probability of acceptance × [(1 − probability of default) × margin − expected loss].</summary>
    public required double ExpectedProfit { get; init; }

    /// <summary>Every payment, in order; absent unless asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PaymentDocument>? Schedule { get; init; }
}

/// <summary>What the customer pays besides interest.</summary>
/// <param name="Origination">Once, for making the loan.</param>
/// <param name="Collected">"deducted" from the payout, "added" to what is owed, or paid "first", at the payout.</param>
/// <param name="Installment">With every installment, and part of it.</param>
/// <param name="Total">All fees.</param>
/// <param name="PaidOut">What the customer gets.</param>
internal sealed record FeesDocument(double Origination, string? Collected, double Installment, double Total, double PaidOut);

/// <summary>One payment: interest + fee + principal.</summary>
/// <param name="Number">1 for the first installment; 0 for a fee that is paid at the payout.</param>
/// <param name="Months">After the payout.</param>
/// <param name="Payment">All that is paid.</param>
/// <param name="Interest">The interest in it.</param>
/// <param name="Fee">The fee in it.</param>
/// <param name="Principal">What it takes off the balance.</param>
/// <param name="Balance">Owed after it; 0 after the last.</param>
internal sealed record PaymentDocument(
    int Number, int Months, double Payment, double Interest, double Fee, double Principal, double Balance);

/// <summary>What the law wants the customer told.</summary>
/// <param name="Directive">The law.</param>
/// <param name="Figures">Of the offer; null for a decline.</param>
/// <param name="Lines">For the customer, in each language in the order of the standard form.</param>
internal sealed record DisclosureDocument(string Directive, DisclosedFiguresDocument? Figures, IReadOnlyList<DisclosedLineDocument> Lines);

/// <summary>The figures of the standard form.</summary>
internal sealed record DisclosedFiguresDocument
{
    /// <summary>What is made available to the customer.</summary>
    public required double AmountOfCredit { get; init; }

    /// <summary>ISO 4217 code of every amount.</summary>
    public required string Currency { get; init; }

    /// <summary>Duration.</summary>
    public required int Months { get; init; }

    /// <summary>Number of monthly payments.</summary>
    public required int Installments { get; init; }

    /// <summary>Every payment but the last.</summary>
    public required double Installment { get; init; }

    /// <summary>The last payment.</summary>
    public required double FinalInstallment { get; init; }

    /// <summary>All that the customer pays.</summary>
    public required double TotalPayable { get; init; }

    /// <summary>Percent per rate period of the product.</summary>
    public required double BorrowingRate { get; init; }

    /// <summary>Annual percentage rate of charge.</summary>
    public required double Apr { get; init; }

    /// <summary>All that the customer pays less the amount of credit.</summary>
    public required double TotalCost { get; init; }
}

/// <summary>A line for the customer.</summary>
/// <param name="Line">Which.</param>
/// <param name="Article">That asks for it.</param>
/// <param name="Language">ISO 639-1 code.</param>
/// <param name="Text">With its figures.</param>
internal sealed record DisclosedLineDocument(string Line, string Article, string Language, string Text);

/// <summary>A reason for a decline.</summary>
/// <param name="Code">Upper-case identifier.</param>
/// <param name="Feature">The applicant's member, the offer's term or the constraint it is about; null if none.</param>
/// <param name="Text">For the customer.</param>
internal sealed record ReasonDocument(string Code, string? Feature, string Text);

/// <summary>What the search looked at. The counts are of the product's grid.</summary>
/// <param name="OffersConsidered">Offers of the product for this applicant and requested amount.</param>
/// <param name="OffersFeasible">Those that constraints, policy and history leave.</param>
/// <param name="OffersOutsideSupport">Those that constraints and policy leave, but history says too little about.</param>
internal sealed record SearchDocument(int OffersConsidered, int OffersFeasible, int OffersOutsideSupport)
{
    /// <summary>What the exact search added; absent unless asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExactSearchDocument? Exact { get; init; }

    /// <summary>
    /// The rates that nine in ten people like this applicant were offered in history; others count as outside support. Absent where rates were
    /// drawn at random, so that history reaches as far for everybody.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RateReachDocument? RateReach { get; init; }

    /// <summary>
    /// The terms in months that nine in ten people like this applicant had, and the nearest one open to him; others count as outside support. Absent where
    /// rates were drawn at random or no model sees the term.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MonthsReachDocument? MonthsReach { get; init; }

    /// <summary>
    /// True where the greatest amount that can be offered was not left for a lesser one, since history cannot tell what another amount does; absent otherwise.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? KeepsAmount { get; init; }
}

/// <summary>How far history reaches for an applicant.</summary>
/// <param name="Lowest">Least rate; may be below the product's.</param>
/// <param name="Highest">Greatest rate; may be above the product's.</param>
internal sealed record RateReachDocument(double Lowest, double Highest);

/// <summary>How far history reaches for an applicant.</summary>
/// <param name="Lowest">Least term, months.</param>
/// <param name="Highest">Greatest term, months.</param>
internal sealed record MonthsReachDocument(int Lowest, int Highest);

/// <summary>What leaving the grid was worth.</summary>
/// <param name="AmountStep">Between the amounts that could be offered.</param>
/// <param name="RateStep">Between the rates that could be offered.</param>
/// <param name="GridExpectedProfit">Of the best offer of the grid; null if the grid alone would have declined.</param>
/// <param name="Gain">By how much the expected profit is more than that, or than nothing.</param>
internal sealed record ExactSearchDocument(double AmountStep, double RateStep, double? GridExpectedProfit, double Gain);

/// <summary>The rate card beside pricing one by one.</summary>
/// <param name="Use">"offer": the decision is the card's; "compare": it is priced one by one.</param>
/// <param name="Cell">The cell of the card that the request falls into.</param>
/// <param name="Rate">The cell's rate, or the greatest below it that policy allows this applicant; null where it allows none.</param>
/// <param name="ByCard">The best offer at that rate; null for a decline.</param>
/// <param name="OneByOne">The best offer at any rate; null for a decline.</param>
/// <param name="RateDifference">Rate one by one less the card's, in percentage points; null unless both offer.</param>
/// <param name="ProfitDifference">Expected profit one by one less by the card; a decline earns 0.</param>
internal sealed record RateCardDocument(
    string Use, string Cell, double? Rate, ComparedOfferDocument? ByCard, ComparedOfferDocument? OneByOne, double? RateDifference, double ProfitDifference);

/// <summary>An offer in short.</summary>
/// <param name="Amount">Amount lent.</param>
/// <param name="Months">Number of monthly installments.</param>
/// <param name="Rate">Percent per period of the product.</param>
/// <param name="ProbabilityOfAcceptance">Probability that the applicant takes it.</param>
/// <param name="ProbabilityOfDefault">Probability of default, given that it is taken.</param>
/// <param name="ExpectedProfit">As of the offer.</param>
internal sealed record ComparedOfferDocument(
    double Amount, int Months, double Rate, double ProbabilityOfAcceptance, double ProbabilityOfDefault, double ExpectedProfit);

/// <summary>Shapley values of both models at the best offer.</summary>
/// <param name="Default">Of the probability of default.</param>
/// <param name="Acceptance">Of the probability of acceptance.</param>
internal sealed record ExplanationDocument(ModelExplanationDocument Default, ModelExplanationDocument Acceptance);

/// <summary>One model's score, shared out among the features: base value + contributions = score, in log-odds before calibration.</summary>
/// <param name="BaseValue">Mean score.</param>
/// <param name="Contributions">Greatest magnitude first.</param>
internal sealed record ModelExplanationDocument(double BaseValue, IReadOnlyList<ContributionDocument> Contributions);

/// <summary>One feature's share.</summary>
/// <param name="Feature">Name of the model's input; what derives from it is counted with it.</param>
/// <param name="Value">A number, a text, true or false; null when missing.</param>
/// <param name="Contribution">Log-odds.</param>
internal sealed record ContributionDocument(string Feature, object? Value, double Contribution);

/// <summary>The models that decided.</summary>
/// <param name="Risk">The model of default.</param>
/// <param name="Acceptance">The model of take-up.</param>
internal sealed record ModelsDocument(ModelDocument Risk, ModelDocument Acceptance)
{
    /// <summary>The rate card; absent where the product's policy asks for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ModelDocument? RateCard { get; init; }
}

/// <summary>A model.</summary>
/// <param name="Version">Its version in the registry.</param>
/// <param name="Sha256">Of its file, lower-case hex.</param>
internal sealed record ModelDocument(string Version, string Sha256);

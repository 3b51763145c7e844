using System.Text.Json.Serialization;

namespace Finntelligence.Client;

/// <summary>The decision on an applicant.</summary>
public sealed record PredictResponse
{
    /// <summary>Names this decision, in the service's log too. Later ones sort after it.</summary>
    public required Guid DecisionId { get; init; }

    /// <summary>Whether there is an offer.</summary>
    public required DecisionKind Decision { get; init; }

    /// <summary>The offer with the greatest expected profit; null for a decline.</summary>
    public required Offer? Offer { get; init; }

    /// <summary>
    /// Why declined, the weightiest first, at most four. For an offer only with <see cref="PredictRequest.Explain"/>: what about the
    /// applicant counts against a lower rate.
    /// </summary>
    public IReadOnlyList<Reason>? Reasons { get; init; }

    /// <summary>Genuinely different offers, best first; null where none were asked for.</summary>
    public IReadOnlyList<Offer>? Alternatives { get; init; }

    /// <summary>That the rate was found by cost and risk alone, since history cannot tell what a rate does; null where it was not.</summary>
    public Markup? Markup { get; init; }

    /// <summary>The rate card beside pricing one by one; null where the product's policy asks for no card.</summary>
    public RateCard? RateCard { get; init; }

    /// <summary>How a price experiment chose the offer; null where none did.</summary>
    public Experiment? Experiment { get; init; }

    /// <summary>What was looked at.</summary>
    public required Search Search { get; init; }

    /// <summary>What the law wants the customer told; null unless asked for.</summary>
    public Disclosure? Disclosure { get; init; }

    /// <summary>How much each feature moved both probabilities; null unless asked for.</summary>
    public Explanation? Explanation { get; init; }

    /// <summary>The models that decided.</summary>
    public required Models Models { get; init; }
}

/// <summary>What a decision came to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionKind>))]
public enum DecisionKind
{
    /// <summary>There is an offer.</summary>
    [JsonStringEnumMemberName("offer")]
    Offer,

    /// <summary>There is none, for the reasons given.</summary>
    [JsonStringEnumMemberName("decline")]
    Decline,
}

/// <summary>A reason.</summary>
/// <param name="Code">Upper-case identifier.</param>
/// <param name="Feature">The applicant's member, the offer's term or the constraint it is about; null if none.</param>
/// <param name="Text">For the customer.</param>
public sealed record Reason(string Code, string? Feature, string Text);

/// <summary>What the search looked at. The counts are of the product's grid.</summary>
/// <param name="OffersConsidered">Offers of the product for this applicant and requested amount.</param>
/// <param name="OffersFeasible">Those that constraints, policy and history leave.</param>
/// <param name="OffersOutsideSupport">Those that constraints and policy leave, but history says too little about.</param>
public sealed record Search(int OffersConsidered, int OffersFeasible, int OffersOutsideSupport)
{
    /// <summary>What the exact search added; null unless asked for.</summary>
    public ExactSearch? Exact { get; init; }

    /// <summary>The rates that people like this applicant were offered in history; null where rates were drawn at random.</summary>
    public RateReach? RateReach { get; init; }

    /// <summary>The terms that people like this applicant had in history; null where rates were drawn at random or no model sees the term.</summary>
    public MonthsReach? MonthsReach { get; init; }

    /// <summary>True where the greatest amount was not left for a lesser one, since history cannot tell what another amount does; else null.</summary>
    public bool? KeepsAmount { get; init; }
}

/// <summary>How far history reaches for an applicant.</summary>
/// <param name="Lowest">Least rate; may be below the product's.</param>
/// <param name="Highest">Greatest rate; may be above the product's.</param>
public sealed record RateReach(decimal Lowest, decimal Highest);

/// <summary>How far history reaches for an applicant.</summary>
/// <param name="Lowest">Least term, months.</param>
/// <param name="Highest">Greatest term, months.</param>
public sealed record MonthsReach(int Lowest, int Highest);

/// <summary>What leaving the grid was worth.</summary>
/// <param name="AmountStep">Between the amounts that could be offered.</param>
/// <param name="RateStep">Between the rates that could be offered.</param>
/// <param name="GridExpectedProfit">Of the best offer of the grid; null if the grid alone would have declined.</param>
/// <param name="Gain">By how much the expected profit is more than that, or than nothing.</param>
public sealed record ExactSearch(decimal AmountStep, decimal RateStep, decimal? GridExpectedProfit, decimal Gain);

/// <summary>The models that decided.</summary>
/// <param name="Risk">The model of default.</param>
/// <param name="Acceptance">The model of take-up.</param>
public sealed record Models(Model Risk, Model Acceptance)
{
    /// <summary>The rate card; null where the product's policy asks for none.</summary>
    public Model? RateCard { get; init; }
}

/// <summary>A model.</summary>
/// <param name="Version">Its version in the registry.</param>
/// <param name="Sha256">Of its file, lower-case hex.</param>
public sealed record Model(string Version, string Sha256);

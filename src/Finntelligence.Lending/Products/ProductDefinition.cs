using System.Collections.Immutable;

namespace Finntelligence.Lending.Products;

/// <summary>
/// What a lender's product.json says: who an applicant is, which offers exist, what they cost and earn, and how history is read.
/// Training and serving share it. Made by <c>ProductLoader</c> only, which refuses a definition with faults.
/// </summary>
public sealed record ProductDefinition
{
    /// <summary>Identifier, also the folder under data/ and models/; lower case letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>For people.</summary>
    public required string Title { get; init; }

    /// <summary>ISO 4217 code of every amount.</summary>
    public required string Currency { get; init; }

    /// <summary>What a rate of one percent is per.</summary>
    public required RatePeriod RatePeriod { get; init; }

    /// <summary>What a client says about an applicant, in the order of <see cref="Applicant.Values"/>.</summary>
    public required ImmutableArray<ApplicantFeature> Applicant { get; init; }

    /// <summary>The three axes of the offer grid.</summary>
    public required OfferSpace Offer { get; init; }

    /// <summary>Features computed from one offer variable and one applicant feature.</summary>
    public required ImmutableArray<DerivedFeature> Derived { get; init; }

    /// <summary>What a loan costs and earns.</summary>
    public required Economics Economics { get; init; }

    /// <summary>What the lender does not do, whatever it would earn.</summary>
    public required Policy Policy { get; init; }

    /// <summary>When the present business counts as different from history.</summary>
    public Monitoring Monitoring { get; init; } = Monitoring.Default;

    /// <summary>What the law wants the customer told.</summary>
    public required DisclosureTexts Disclosure { get; init; }

    /// <summary>How the lender's own file is written.</summary>
    public HistoryFormat History { get; init; } = HistoryFormat.Found;

    /// <summary>The model of default.</summary>
    public required ModelDefinition Risk { get; init; }

    /// <summary>The model of take-up.</summary>
    public required ModelDefinition Acceptance { get; init; }

    /// <summary>Columns of the history that are for audits only and never reach a model.</summary>
    public required ImmutableArray<string> Audit { get; init; }

    /// <summary>Columns that are known only after the offer was made; the acceptance model cannot use them.</summary>
    public required ImmutableArray<string> KnownOnlyAfterOffer { get; init; }

    /// <summary>Lower-case hex SHA-256 of the file.</summary>
    public required string Sha256 { get; init; }

    /// <summary>
    /// The category that people are told apart by where a history is described: the one that a learning model counts its neighbours by, else the first
    /// category of the applicant. Null where there is none.
    /// </summary>
    public string? StrataFeature =>
        new[] { Acceptance, Risk }.Where(m => m.Declared is null).Select(m => m.Support.By).FirstOrDefault(by => by.Length > 0)
        ?? Applicant.FirstOrDefault(f => f.Kind == ApplicantFeatureKind.Category)?.Name;

    /// <summary>The definition of one of the two models.</summary>
    public ModelDefinition Model(ModelKind kind) => kind == ModelKind.Risk ? Risk : Acceptance;
}

/// <summary>The period a rate and the cost of funds refer to.</summary>
public enum RatePeriod
{
    /// <summary>Percent a month.</summary>
    Month,

    /// <summary>Percent a year; a twelfth a month.</summary>
    Year,
}

/// <summary>Which of the two models.</summary>
public enum ModelKind
{
    /// <summary>Probability of default, given that the loan is taken at these terms.</summary>
    Risk,

    /// <summary>Probability that the applicant takes the offer.</summary>
    Acceptance,
}

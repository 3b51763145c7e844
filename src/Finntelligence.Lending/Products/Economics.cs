using System.Collections.Immutable;

namespace Finntelligence.Lending.Products;

/// <summary>What a loan costs and earns.</summary>
/// <param name="Interest">How interest is charged.</param>
/// <param name="CostOfFunds">Percent per rate period, ≥ 0: the discount rate of the margin, where nothing else is declared.</param>
/// <param name="OperatingCost">Per loan made, in the product's currency, where nothing else is declared; below 0 where a loan brings other sales.</param>
/// <param name="LossGivenDefault">
/// Share of what is owed that is lost when the customer defaults, in [0, 1], where nothing else is declared. 0 gives acceptance ×
/// (1 − default) × margin.
/// </param>
public sealed record Economics(InterestMethod Interest, decimal CostOfFunds, decimal OperatingCost, decimal LossGivenDefault)
{
    /// <summary>Where the cost of funds differs; null if it is the same for all loans.</summary>
    public Variation? CostOfFundsBy { get; init; }

    /// <summary>Where the operating cost differs; null if it is the same for all loans.</summary>
    public Variation? OperatingCostBy { get; init; }

    /// <summary>The loss given default of each category; null if it is the same for all applicants.</summary>
    public ByCategory<decimal>? LossGivenDefaultBy { get; init; }

    /// <summary>
    /// Where the lender's history has what a loan that was made earned in the end, in the product's currency; null where it was not recorded. No offer is
    /// priced by it; what policies would have earned is.
    /// </summary>
    public SourceColumn? RecordedMargin { get; init; }

    /// <summary>Which payments can be made.</summary>
    public Rounding Rounding { get; init; } = Rounding.Cents;

    /// <summary>What the customer pays besides interest.</summary>
    public Fees Fees { get; init; } = Fees.None;

    /// <summary>What is owed at default; null for the whole amount lent.</summary>
    public ExposureAtDefault? ExposureAtDefault { get; init; }

    /// <summary>The cost of funds in percent per rate period.</summary>
    /// <param name="category">Code of the category of <see cref="CostOfFundsBy"/>; any number where it names none.</param>
    /// <param name="months">Term.</param>
    public decimal CostOfFundsOf(int category, int months) => CostOfFundsBy?.Of(category, months) ?? CostOfFunds;

    /// <summary>The operating cost of a loan.</summary>
    /// <param name="category">Code of the category of <see cref="OperatingCostBy"/>; any number where it names none.</param>
    /// <param name="months">Term.</param>
    public decimal OperatingCostOf(int category, int months) => OperatingCostBy?.Of(category, months) ?? OperatingCost;
}

/// <summary>How interest is charged.</summary>
public enum InterestMethod
{
    /// <summary>Flat: interest = amount × rate × periods, spread evenly over the installments.</summary>
    AddOn,

    /// <summary>On the balance: level installments (annuity).</summary>
    Amortizing,
}

/// <summary>Where a figure departs from the product's own: by applicant category, or by term.</summary>
/// <param name="ByCategory">One figure for each value; null if it goes by months.</param>
/// <param name="ByMonths">Figures of some terms; empty if it goes by category.</param>
public sealed record Variation(ByCategory<decimal>? ByCategory, ImmutableSortedDictionary<int, decimal> ByMonths)
{
    /// <summary>The applicant's own figure, on steps; null where nobody brings one.</summary>
    public OwnFigure? ByFeature { get; init; }

    /// <summary>How many codes there are.</summary>
    public int Codes => ByCategory?.Values.Length ?? ByFeature?.Codes ?? 1;

    /// <summary>The figure of a code and term; null where the product's own holds.</summary>
    public decimal? Of(int category, int months) => ByCategory is { } categories ? categories.Values[category]
        : ByFeature is { } own ? own.Of(category)
        : ByMonths.TryGetValue(months, out var figure) ? figure
        : null;
}

/// <summary>
/// A figure that a feature of the applicant holds, such as what funds cost on the day of the request. It counts to the nearest step, so that the prices of all
/// offers can be worked out beforehand.
/// </summary>
/// <param name="Feature">A number; where it is missing the product's own figure holds.</param>
/// <param name="Least">The least figure.</param>
/// <param name="Step">Between two figures.</param>
/// <param name="Count">Of figures; at most <see cref="MostFigures"/>.</param>
public sealed record OwnFigure(string Feature, decimal Least, decimal Step, int Count)
{
    /// <summary>More would be too many tables of prices.</summary>
    public const int MostFigures = 200;

    /// <summary>0 for the product's own, and one for each figure.</summary>
    public int Codes => Count + 1;

    /// <summary>The code of a value; 0 where it is missing.</summary>
    public int CodeOf(float value) =>
        float.IsNaN(value) ? 0 : 1 + (int)Math.Clamp(Math.Round((value - (double)Least) / (double)Step, MidpointRounding.AwayFromZero), 0, Count - 1);

    /// <summary>The figure of a code; null for the product's own.</summary>
    public decimal? Of(int code) => code == 0 ? null : Least + (code - 1) * Step;
}

/// <summary>Which payments can be made. Installments are rounded to steps; the last carries the difference.</summary>
/// <param name="Step">Installments are multiples of it; a multiple of <paramref name="Unit"/>.</param>
/// <param name="Unit">The smallest sum that can be paid: interest, fees and the last installment are multiples of it.</param>
/// <param name="Mode">Of installments. Interest and fees are always rounded half up.</param>
public sealed record Rounding(decimal Step, decimal Unit, RoundingMode Mode)
{
    /// <summary>To the cent, half up.</summary>
    public static Rounding Cents { get; } = new(0.01m, 0.01m, RoundingMode.HalfUp);
}

/// <summary>Where a sum between two steps goes.</summary>
public enum RoundingMode
{
    /// <summary>To the nearer one; from the middle, up.</summary>
    HalfUp,

    /// <summary>To the greater one.</summary>
    Up,

    /// <summary>To the lesser one.</summary>
    Down,
}

/// <summary>What the customer pays besides interest.</summary>
/// <param name="Origination">Once; null for none.</param>
/// <param name="Installment">With every installment, in the product's currency; ≥ 0.</param>
public sealed record Fees(OriginationFee? Origination, decimal Installment)
{
    /// <summary>No fees.</summary>
    public static Fees None { get; } = new(null, 0);

    /// <summary>Whether there is any.</summary>
    public bool Any => Origination is not null || Installment > 0;
}

/// <summary>A fee for making the loan: fixed + percent of the amount, within limits.</summary>
/// <param name="Fixed">In the product's currency, ≥ 0.</param>
/// <param name="Percent">Of the amount, 0 to less than 100.</param>
/// <param name="Minimum">Least fee; 0 without one.</param>
/// <param name="Maximum">Greatest fee; null without one.</param>
/// <param name="Collected">How it is paid.</param>
public sealed record OriginationFee(decimal Fixed, decimal Percent, decimal Minimum, decimal? Maximum, FeeCollection Collected);

/// <summary>How a fee is paid.</summary>
public enum FeeCollection
{
    /// <summary>The customer gets the amount less the fee.</summary>
    Deducted,

    /// <summary>The customer owes the amount and the fee, and interest on both.</summary>
    Added,

    /// <summary>The customer pays it in cash as the loan is paid out.</summary>
    First,
}

/// <summary>When customers who default stop paying: what is owed then is at risk.</summary>
/// <param name="Hazard">
/// For the first installment, the second and so on: the probability that it is not paid, given that all before it were. The last value
/// holds for all later ones. Only their proportions within the term matter: that there is a default is what the model says.
/// </param>
public sealed record ExposureAtDefault(ImmutableArray<double> Hazard)
{
    /// <summary>For a default at one installment, or at the last where the term is shorter.</summary>
    public static ExposureAtDefault At(int installment) => new([.. Enumerable.Repeat(0.0, installment - 1), 1.0]);

    /// <summary>The distribution of the first installment that is not paid, given a default within a term; sums to 1.</summary>
    public double[] Weights(int months)
    {
        var weights = new double[months];
        var (alive, sum) = (1.0, 0.0);
        for (var k = 0; k < months; k++)
        {
            weights[k] = alive * Hazard[Math.Min(k, Hazard.Length - 1)];
            alive -= weights[k];
            sum += weights[k];
        }

        // A default later than the term is one at its end.
        if (sum == 0)
            (weights[^1], sum) = (1, 1);
        for (var k = 0; k < months; k++)
            weights[k] /= sum;
        return weights;
    }
}

using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Csv;
using Finntelligence.Modelling.Identification;

namespace Finntelligence.Evidence.Evaluation.Data;

/// <summary>
/// How a history says whether an offer was taken and what the loan earned: by the columns that experiment.json names; else by the margin that the lender
/// recorded; else by what product.json makes of the loan's terms and of whether it defaulted.
/// </summary>
internal sealed class LoanRecord
{
    private readonly ProductDefinition _product;
    private readonly ExperimentDefinition _definition;
    private readonly ModelDefinition? _offers;

    /// <summary>Finds out.</summary>
    /// <exception cref="DataFaultException">Neither experiment.json nor product.json says it; names what is lacking.</exception>
    public LoanRecord(ProductDefinition product, ExperimentDefinition definition)
    {
        (_product, _definition) = (product, definition);
        Way = definition is { Amount: not null, Months: not null, Interest: not null, PastDue: not null } ? Earnings.Recorded
            : product.Economics.RecordedMargin is not null ? Earnings.Margin
            : Earnings.Computed;
        _offers = Way == Earnings.Computed ? OffersOf(product) : null;
        string[] lacking =
        [
            .. definition.Taken is null && product.Acceptance.Declared is not null ? ["taken in experiment.json, since models.acceptance is declared and has no label"] : Array.Empty<string>(),
            .. Way == Earnings.Computed && (product.Risk.Declared is not null || _offers is null)
                ? ["what a loan earned: amount, months, interest and pastDue in experiment.json, or economics.recordedMargin in product.json, or a label and columns of the amount and the months of models.risk"]
                : Array.Empty<string>(),
        ];
        if (lacking.Length > 0)
            throw new DataFaultException($"The history does not say what offers came to. Lacking: {string.Join("; and ", lacking)}.");
    }

    /// <summary>Which of the three.</summary>
    public Earnings Way { get; }

    /// <summary>Columns that must be there.</summary>
    public IEnumerable<string> Columns =>
    [
        .. _definition.Taken is { } taken ? new[] { taken } : RowSelector.Columns(_product, _product.Acceptance),
        .. Way switch
        {
            Earnings.Recorded => new[] { _definition.Amount!, _definition.Months!, _definition.Interest!, _definition.PastDue! },
            Earnings.Margin => [_product.Economics.RecordedMargin!.Column],
            _ => [.. RowSelector.Columns(_product, _product.Risk), .. _offers!.OfferColumns.Values.SelectMany(c => c.Columns)],
        },
    ];

    /// <summary>Whether the offer was taken; null where it is not known or the row is not among those that the acceptance model counts.</summary>
    public bool? Taken(CsvTable table)
    {
        if (_definition.Taken is { } column)
            return table.Number(column) is var number && double.IsNaN(number) ? null : number > 0;
        return RowSelector.Counts(_product.Acceptance, table) && RowSelector.Label(_product.Acceptance.Label, table) is { } label ? label > 0 : null;
    }

    /// <summary>The figures of a loan; NaN among them where they are not known.</summary>
    /// <param name="table">At its row.</param>
    /// <param name="applicant">Who took it.</param>
    /// <param name="rate">Of the contract.</param>
    public LoanFigures Of(CsvTable table, Applicant applicant, double rate)
    {
        if (Way == Earnings.Recorded)
        {
            return new LoanFigures(
                table.Number(_definition.Amount!), table.Number(_definition.Months!), table.Number(_definition.Interest!), table.Number(_definition.PastDue!), 0);
        }

        return new LoanFigures(0, 0, 0, 0, Way == Earnings.Margin ? table.Number(_product.Economics.RecordedMargin!) : Computed(table, applicant, rate));
    }

    /// <summary>The models' row that says the amount and the months of past offers; null if none says both.</summary>
    public static ModelDefinition? OffersOf(ProductDefinition product) => new[] { product.Risk, product.Acceptance }
        .FirstOrDefault(m => m.OfferColumns.ContainsKey(OfferVariable.Amount) && m.OfferColumns.ContainsKey(OfferVariable.Months));

    // As the offer engine counts it, with what happened in place of the probability.
    private double Computed(CsvTable table, Applicant applicant, double rate)
    {
        var amount = table.Number(_offers!.OfferColumns[OfferVariable.Amount]);
        var months = table.Number(_offers.OfferColumns[OfferVariable.Months]);
        if (!(amount > 0 && months >= 1 && rate >= 0) || RowSelector.Label(_product.Risk.Label, table) is not { } defaulted)
            return double.NaN;
        var economics = _product.Economics;
        var price = LoanPricing.Price(
            economics, _product.RatePeriod, new OfferTerms((decimal)amount, (int)months, (decimal)rate), _product.CostsOf(applicant));
        return defaulted > 0 ? -_product.LossGivenDefaultOf(applicant) * price.Exposure : price.Margin;
    }
}

/// <summary>How it is known what a loan earned.</summary>
internal enum Earnings
{
    /// <summary>Interest and arrears are recorded.</summary>
    Recorded,

    /// <summary>The lender recorded a margin.</summary>
    Margin,

    /// <summary>Computed of the loan's terms and its label.</summary>
    Computed,
}

/// <summary>A loan's figures.</summary>
/// <param name="Amount">Lent.</param>
/// <param name="Months">Term.</param>
/// <param name="Interest">Recorded.</param>
/// <param name="PastDue">Average.</param>
/// <param name="Earned">Where that is known as a whole; else 0.</param>
internal readonly record struct LoanFigures(double Amount, double Months, double Interest, double PastDue, double Earned)
{
    /// <summary>Whether all are known.</summary>
    public bool IsKnown => !double.IsNaN(Amount + Months + Interest + PastDue + Earned);
}

using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Tests.Offers;

/// <summary>The decision again, offer by offer, from the product's declarations and nothing of the engine's own.</summary>
internal sealed class BruteForce(
    ProductDefinition product, LoanModel risk, LoanModel acceptance, decimal amountStep = 100, decimal rateStep = 0.25m)
{
    public sealed record Line(OfferTerms Terms, double Installment, double Acceptance, double Default, double Profit);

    private readonly Dictionary<(ModelKind, int, int, decimal), long> _neighbours = [];
    private readonly List<string> _names = [.. product.Applicant.Select(f => f.Name)];

    /// <summary>Offers considered.</summary>
    public int Considered { get; private set; }

    /// <summary>Offers left but for support.</summary>
    public int OutsideSupport { get; private set; }

    /// <summary>Feasible offers, best first.</summary>
    public List<Line> Lines { get; private set; } = [];

    public BruteForce Run(OfferRequest request)
    {
        (Considered, OutsideSupport) = (0, 0);
        var category = (int)Value(request.Applicant, "riskCategory");
        var last = (decimal)Value(request.Applicant, "lastLoanAmount");
        var asked = request.RequestedAmount ?? Math.Max(200, Math.Min(10000, last));
        asked = Math.Min(Math.Min(asked, 10000), 2.5m * last);
        int[] terms = category == 2 ? [4] : [4, 6, 12];
        var cap = product.Policy.RateCaps?.Values[category] ?? 100;
        var lines = new List<Line>();
        foreach (var amount in Amounts(Math.Max(200, asked / 4), asked, request.RequestedAmount is not null))
        {
            foreach (var months in terms)
            {
                for (var rate = product.Offer.Rate.Minimum; rate <= product.Offer.Rate.Maximum; rate += rateStep)
                {
                    Considered++;
                    if (rate <= cap)
                        Add(lines, request, category, new OfferTerms(amount, months, rate));
                }
            }
        }

        Lines =
        [
            .. lines.OrderByDescending(l => l.Profit)
                .ThenBy(l => l.Terms.Rate)
                .ThenBy(l => l.Installment)
                .ThenBy(l => l.Terms.Months)
                .ThenBy(l => l.Terms.Amount),
        ];
        return this;
    }

    // What was asked for is one of them, as far as it can be paid.
    private IEnumerable<decimal> Amounts(decimal least, decimal asked, bool isRequested)
    {
        var unit = product.Economics.Rounding.Unit;
        var payable = Math.Floor(asked / unit) * unit;
        var steps = Enumerable.Range(0, (int)((10000 - 200) / amountStep) + 1).Select(i => 200 + i * amountStep).Where(a => a >= least && a <= asked);
        return isRequested && payable >= least ? steps.Append(payable).Distinct() : steps;
    }

    private void Add(List<Line> lines, OfferRequest request, int category, OfferTerms terms)
    {
        var limits = request.Constraints;
        if (terms.Amount < limits.MinimumAmount || terms.Amount > limits.MaximumAmount || terms.Rate > limits.MaximumRate)
            return;
        if (limits.Months.Length > 0 && !limits.Months.Contains(terms.Months))
            return;
        var code = (int)Value(request.Applicant, "riskCategory");
        var price = LoanPricing.Price(EconomicsOf(request.Applicant), product.RatePeriod, terms, new CostCategories(code, code));
        // The conversion rounds to fifteen digits.
        var installment = (decimal)price.GreatestInstallment;
        if (installment > limits.MaximumInstallment)
            return;
        var income = Value(request.Applicant, "monthlyIncome");
        if (product.Policy.InstallmentToIncome is { } share && !float.IsNaN(income) && installment > share.Maximum * (decimal)income)
            return;

        if (Neighbours(risk, ModelKind.Risk, category, terms) < product.Risk.Support.MinimumNeighbours
            || Neighbours(acceptance, ModelKind.Acceptance, category, terms) < product.Acceptance.Support.MinimumNeighbours)
        {
            OutsideSupport++;
            return;
        }

        double defaults = Probability(risk, request.Applicant, terms);
        double taken = Probability(acceptance, request.Applicant, terms);
        if (defaults > product.Policy.MaximumProbabilityOfDefault || taken < product.Policy.MinimumProbabilityOfAcceptance)
            return;
        var loss = (double)(product.Economics.LossGivenDefaultBy?.Values[code] ?? product.Economics.LossGivenDefault);
        var profit = taken * ((1 - defaults) * price.Margin - defaults * loss * price.Exposure);
        lines.Add(new Line(terms, price.Installment, taken, defaults, profit));
    }

    // With the applicant's own cost of funds, to the nearest step, as if it were the product's.
    private Economics EconomicsOf(Applicant applicant)
    {
        if (product.Economics.CostOfFundsBy?.ByFeature is not { } own)
            return product.Economics;
        var value = Value(applicant, own.Feature);
        if (float.IsNaN(value))
            return product.Economics with { CostOfFundsBy = null };
        var steps = Math.Round(((decimal)value - own.Least) / own.Step, MidpointRounding.AwayFromZero);
        return product.Economics with { CostOfFundsBy = null, CostOfFunds = own.Least + Math.Clamp(steps, 0, own.Count - 1) * own.Step };
    }

    private long Neighbours(LoanModel model, ModelKind kind, int category, OfferTerms terms)
    {
        if (!_neighbours.TryGetValue((kind, category, terms.Months, terms.Rate), out var count))
            _neighbours[(kind, category, terms.Months, terms.Rate)] = count = Count(model, kind, category, terms, product);
        return count;
    }

    private static long Count(LoanModel model, ModelKind kind, int category, OfferTerms terms, ProductDefinition product)
    {
        var count = 0L;
        foreach (var cell in model.Support.Cells.Where(c => c.Stratum == category))
        {
            var near = true;
            foreach (var (variable, within) in product.Model(kind).Support.Variables)
            {
                var value = variable == OfferVariable.Rate ? terms.Rate : terms.Months;
                near = near && Math.Abs((decimal)cell.Values[model.Support.Variables.IndexOf(variable)] - value) <= within;
            }

            count += near ? cell.Count : 0;
        }

        return count;
    }

    private static double Probability(LoanModel model, Applicant applicant, OfferTerms terms)
    {
        var row = new float[model.Encoder.Features.Length];
        model.Encoder.Encode(applicant, new OfferVector((double)terms.Amount, terms.Months, (double)terms.Rate), row);
        return model.Calibrator.Probability((float)model.Ensemble.Score(row));
    }

    private float Value(Applicant applicant, string name) => applicant.Values[_names.IndexOf(name)];
}

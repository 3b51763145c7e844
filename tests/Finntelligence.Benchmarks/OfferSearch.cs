using Finntelligence.Lending.Models;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>Scores every offer of a grid that limits, policy and support leave. Immutable; safe for any number of threads.</summary>
internal sealed class OfferSearch
{
    private readonly ProductDefinition _product;
    private readonly LoanModel _risk;
    private readonly LoanModel _acceptance;
    private readonly SupportIndex _riskSupport;
    private readonly SupportIndex _acceptanceSupport;
    private readonly bool _supportMeasuresAmount;
    private readonly bool _acceptanceSeesAmount;
    private readonly double _lossGivenDefault;
    private readonly double _greatestDefault;

    public OfferSearch(ProductDefinition product, LoanModel risk, LoanModel acceptance)
    {
        _product = product;
        _risk = risk;
        _acceptance = acceptance;
        _riskSupport = new SupportIndex(risk.Support, product.Risk.Support);
        _acceptanceSupport = new SupportIndex(acceptance.Support, product.Acceptance.Support);
        _supportMeasuresAmount = _riskSupport.Measures(OfferVariable.Amount) || _acceptanceSupport.Measures(OfferVariable.Amount);
        _acceptanceSeesAmount = product.Acceptance.OfferColumns.ContainsKey(OfferVariable.Amount);
        _lossGivenDefault = (double)product.Economics.LossGivenDefault;
        _greatestDefault = product.Policy.MaximumProbabilityOfDefault ?? 1;
    }

    /// <summary>Searches a grid.</summary>
    /// <param name="applicant">Who asks.</param>
    /// <param name="grid">What constraints and rate cap leave.</param>
    /// <param name="greatestInstallment">Offers with a greater one are not feasible.</param>
    public SearchResult Run(Applicant applicant, OfferGrid grid, double greatestInstallment)
    {
        var riskStratum = Stratum(applicant, _product.Risk.Support.By);
        var acceptanceStratum = Stratum(applicant, _product.Acceptance.Support.By);
        var riskRow = new float[_risk.Encoder.Features.Length];
        var acceptanceRow = new float[_acceptance.Encoder.Features.Length];
        var result = new SearchResult(grid);
        for (var m = 0; m < grid.Months.Length; m++)
        {
            foreach (var rate in grid.Rates)
            {
                // Asked again for each amount only where the answer depends on it.
                bool? supported = null;
                double? taken = null;
                for (var a = 0; a < grid.Amounts.Length; a++)
                {
                    var terms = new OfferTerms(grid.Amounts[a], grid.Months[m], rate);
                    var price = LoanPricing.Price(_product, terms);
                    result.SawInstallment(price.Installment);
                    if (price.Installment > greatestInstallment)
                        continue;

                    if (_supportMeasuresAmount || supported is null)
                        supported = _riskSupport.Covers(riskStratum, terms) && _acceptanceSupport.Covers(acceptanceStratum, terms);
                    if (!supported.Value)
                    {
                        result.OutsideSupport++;
                        continue;
                    }

                    double defaults = Probability(_risk, applicant, terms, riskRow);
                    if (_acceptanceSeesAmount || taken is null)
                        taken = Probability(_acceptance, applicant, terms, acceptanceRow);
                    var profit = Profit(terms, price.Margin, taken.Value, defaults);
                    var offer = new ScoredOffer(terms, price, taken.Value, defaults, profit);
                    if (defaults > _greatestDefault)
                        result.AddTooRisky(offer);
                    else
                        result.AddFeasible(m, a, offer);
                }
            }
        }

        return result;
    }

    private double Profit(in OfferTerms terms, double margin, double acceptance, double defaults) =>
        acceptance * ((1 - defaults) * margin - defaults * _lossGivenDefault * (double)terms.Amount);

    private static float Probability(LoanModel model, Applicant applicant, in OfferTerms terms, Span<float> row)
    {
        model.Encoder.Encode(applicant, OfferVector.Of(terms), row);
        return model.Probability(row);
    }

    private int Stratum(Applicant applicant, string by)
    {
        var code = applicant.Values[_product.PositionOf(by)];
        return float.IsNaN(code) ? -1 : (int)code;
    }
}

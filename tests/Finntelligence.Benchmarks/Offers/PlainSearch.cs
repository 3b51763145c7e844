using Finntelligence.Lending.Models;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Benchmarks.Offers;

/// <summary>The search without any idea: price, encode and score each offer alone, in one loop. What the engine is measured against.</summary>
internal sealed class PlainSearch(ProductDefinition product, LoanModel risk, LoanModel acceptance)
{
    private readonly bool _acceptanceSeesAmount = product.Acceptance.OfferColumns.ContainsKey(OfferVariable.Amount);
    private readonly float[] _riskRow = new float[risk.Encoder.Features.Length];
    private readonly float[] _acceptanceRow = new float[acceptance.Encoder.Features.Length];

    /// <summary>The best offer of the product's whole grid.</summary>
    public (OfferTerms Terms, double Profit) Best(Applicant applicant)
    {
        (OfferTerms Terms, double Profit) best = (default, double.NegativeInfinity);
        var (amount, rate) = (product.Offer.Amount, product.Offer.Rate);
        foreach (var months in product.Offer.Months.Values)
        {
            for (var percent = rate.Minimum; percent <= rate.Maximum; percent += rate.Step)
            {
                double taken = 0;
                for (var sum = amount.Minimum; sum <= amount.Maximum; sum += amount.Step)
                {
                    var terms = new OfferTerms(sum, months, percent);
                    var margin = LoanPricing.Price(product, terms).Margin;
                    double defaults = Probability(risk, applicant, terms, _riskRow);
                    // Asked again for each amount only where the answer depends on it.
                    if (_acceptanceSeesAmount || sum == amount.Minimum)
                        taken = Probability(acceptance, applicant, terms, _acceptanceRow);
                    var profit = taken * ((1 - defaults) * margin - defaults * (double)product.Economics.LossGivenDefault * (double)sum);
                    if (profit > best.Profit)
                        best = (terms, profit);
                }
            }
        }

        return best;
    }

    private static float Probability(LoanModel model, Applicant applicant, in OfferTerms terms, Span<float> row)
    {
        model.Encoder.Encode(applicant, OfferVector.Of(terms), row);
        return model.Probability(row);
    }
}

using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Offers.Searching;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Confirmation;

/// <summary>Compares what the offer search computes for a whole grid at once, for drawn applicants and offers from end to end of each axis.</summary>
internal static class GridProbe
{
    private const int Applicants = 8;
    private const int Positions = 4;
    private const ulong Seed = 0x47524944;

    public static void Compare(ProductDefinition product, ModelGrid grid, BitComparison comparison)
    {
        var axes = OfferAxes.Of(product);
        // An axis that the model does not see has one position in its grid.
        var months = Spread(axes.MonthValues, grid.Ensemble.Sees(0));
        var rates = Spread(axes.RateValues, grid.Ensemble.Sees(1));
        var amounts = Spread(axes.AmountValues, grid.Ensemble.Sees(2));
        var (draws, scratch) = (new Draws(Seed), new ModelScratch(grid));
        var row = new float[grid.Model.Encoder.Features.Length];
        for (var i = 0; i < Applicants; i++)
        {
            var applicant = ProbeApplicants.Draw(product, draws);
            grid.Score(applicant, months, rates, amounts, scratch);
            for (var m = 0; m < months.Length; m++)
            {
                for (var r = 0; r < rates.Length; r++)
                {
                    for (var a = 0; a < amounts.Length; a++)
                    {
                        grid.Model.Encoder.Encode(applicant, new OfferVector(amounts[a], months[m], rates[r]), row);
                        comparison.Compare(row, scratch.Score(m, r, a), scratch.Probability(m, r, a));
                    }
                }
            }
        }
    }

    private static double[] Spread(double[] axis, bool seen)
    {
        var count = Math.Min(seen ? Positions : 1, axis.Length);
        return [.. Enumerable.Range(0, count).Select(i => axis[count == 1 ? 0 : i * (axis.Length - 1) / (count - 1)])];
    }
}

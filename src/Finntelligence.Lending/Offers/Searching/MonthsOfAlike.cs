using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers.Searching;

/// <summary>
/// The terms that people like an applicant had in the models' history. Immutable; safe for any number of threads.
/// </summary>
internal sealed class MonthsOfAlike(ProductDefinition product, LoanModel risk, LoanModel acceptance)
{
    /// <summary>Least and greatest term; null where both models' rates were drawn at random, nobody looked, or neither sees the term.</summary>
    public MonthsReach? Of(Applicant applicant)
    {
        var (lowest, highest) = (int.MinValue, int.MaxValue);
        foreach (var model in (ReadOnlySpan<LoanModel>)[risk, acceptance])
        {
            if (model.MonthsBand is not { } band)
                continue;
            var (least, greatest) = band.Of(model.Encoder, applicant);
            // A term that the applicant can have is always among them: the nearest to the middle.
            var nearest = TermsOf(applicant).MinBy(term => Math.Abs(term - ((least + greatest) / 2)));
            lowest = Math.Max(lowest, Math.Min(nearest, (int)Math.Ceiling(least)));
            highest = Math.Min(highest, Math.Max(nearest, (int)Math.Floor(greatest)));
        }

        return lowest == int.MinValue ? null : new MonthsReach(lowest, highest);
    }

    private ImmutableArray<int> TermsOf(Applicant applicant) =>
        product.Offer.Months.ByCategory is { } byCategory ? byCategory.Values[product.CategoryOf(applicant, byCategory.Feature)] : product.Offer.Months.Values;
}

using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers.Searching;

/// <summary>
/// Whether history covers each offer of the grid, for each value of the category within which neighbours are counted: asked
/// of the <see cref="SupportIndex"/> once. Immutable; safe for any number of threads.
/// </summary>
internal sealed class SupportMask
{
    // −1 for a model without strata.
    private readonly int _by;
    private readonly bool[][] _covered;
    private readonly int _monthStep;
    private readonly int _rateStep;
    private readonly int _amountStep;

    /// <summary>Asks the index about the whole grid.</summary>
    public SupportMask(ProductDefinition product, LoanModel model, OfferAxes axes)
    {
        var definition = product.Model(model.Kind).Support;
        Index = new SupportIndex(model.Support, definition);
        // A declared probability may be asked about every offer, and some count neighbours among all people.
        _by = definition.By.Length > 0 ? product.PositionOf(definition.By) : -1;
        // Variables that are not measured have one position.
        var months = Index.Measures(OfferVariable.Months) ? axes.Months.Length : 1;
        var rates = Index.Measures(OfferVariable.Rate) ? axes.Rates.Length : 1;
        var amounts = Index.Measures(OfferVariable.Amount) ? axes.Amounts.Length : 1;
        _monthStep = months > 1 ? rates * amounts : 0;
        _rateStep = rates > 1 ? amounts : 0;
        _amountStep = amounts > 1 ? 1 : 0;
        _covered = new bool[(_by < 0 ? 0 : product.Applicant[_by].Values.Length) + 1][];
        for (var stratum = -1; stratum < _covered.Length - 1; stratum++)
        {
            _covered[stratum + 1] =
            [
                .. from m in Enumerable.Range(0, months)
                   from r in Enumerable.Range(0, rates)
                   from a in Enumerable.Range(0, amounts)
                   select Index.Covers(stratum, axes.Terms(m, r, a)),
            ];
        }
    }

    /// <summary>Answers for offers off the grid.</summary>
    public SupportIndex Index { get; }

    /// <summary>Whether the answer depends on the amount.</summary>
    public bool MeasuresAmount => _amountStep > 0;

    /// <summary>Code of the applicant's category; −1 when missing.</summary>
    public int StratumOf(Applicant applicant)
    {
        if (_by < 0)
            return -1;
        var code = applicant.Values[_by];
        return float.IsNaN(code) ? -1 : (int)code;
    }

    /// <summary>Whether history covers an offer of the grid.</summary>
    public bool Covers(int stratum, int month, int rate, int amount) =>
        _covered[stratum + 1][month * _monthStep + rate * _rateStep + amount * _amountStep];
}

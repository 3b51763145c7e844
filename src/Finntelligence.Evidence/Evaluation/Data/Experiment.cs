using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Fitting;

namespace Finntelligence.Evidence.Evaluation.Data;

/// <summary>The offers of the experiment and what they earned, one element a row, in the file's order.</summary>
internal sealed record Experiment
{
    /// <summary>Who got the offer.</summary>
    public required Applicant[] Applicants { get; init; }

    /// <summary>Position among the data rows of the file.</summary>
    public required int[] FileRows { get; init; }

    /// <summary>Code of the combination within which the rate was random.</summary>
    public required int[] Strata { get; init; }

    /// <summary>Code of the category that the card is by.</summary>
    public required int[] Classes { get; init; }

    /// <summary>Rate offered, percent.</summary>
    public required double[] Rates { get; init; }

    /// <summary>Rate of the contract, percent; the offered one where the file does not say.</summary>
    public required double[] ContractRates { get; init; }

    /// <summary>Whether it was taken.</summary>
    public required bool[] Taken { get; init; }

    /// <summary>Amount lent; 0 without a loan.</summary>
    public required double[] Amounts { get; init; }

    /// <summary>Months; 0 without a loan.</summary>
    public required double[] Months { get; init; }

    /// <summary>Interest recorded; 0 without a loan.</summary>
    public required double[] Interest { get; init; }

    /// <summary>Average past due; 0 without a loan.</summary>
    public required double[] PastDue { get; init; }

    /// <summary>What each offer earned, where that is known as a whole; 0 without a loan. Null where interest and arrears are recorded.</summary>
    public double[]? Earned { get; init; }

    /// <summary>Amount and months that stand for what was asked for; NaN where the product has a default, or nothing does. Empty for nothing anywhere.</summary>
    public OfferVector[] Asked { get; init; } = [];

    /// <summary>Code of the group; each row its own where none is declared.</summary>
    public required int[] Clusters { get; init; }

    /// <summary>Outcome of the probit; null where it is not declared or the file lacks it.</summary>
    public double[]? ProbitOutcome { get; init; }

    /// <summary>Rows of the probit.</summary>
    public bool[]? ProbitWhere { get; init; }

    /// <summary>Rows.</summary>
    public int Count => Rates.Length;

    /// <summary>Amount and months of an offer as far as they are known; NaN where they are not.</summary>
    public OfferVector AskedOf(int row) => Asked.Length == 0 ? new OfferVector(double.NaN, double.NaN, double.NaN) : Asked[row];

    /// <summary>What the applicant of a row asks for, held to as the product's policy does: the values are those of the rates alone.</summary>
    public OfferRequest RequestOf(int row, ProductDefinition product)
    {
        var asked = AskedOf(row);
        decimal? amount = asked.Amount is > 0 and < 1e15 ? (decimal)asked.Amount : null;
        var (kept, months) = (product.Policy.Requested, (int)(double.IsNaN(asked.Months) ? 0 : asked.Months));
        var keepsAmount = amount is not null && kept.Amount == RequestedAmountRule.Kept;
        var keepsMonths = kept.Months == RequestedMonthsRule.Kept && product.Offer.Months.Values.Contains(months);
        return new OfferRequest(
            Applicants[row], amount,
            keepsAmount || keepsMonths
                ? new OfferConstraints { MinimumAmount = keepsAmount ? amount : null, Months = keepsMonths ? [months] : [] }
                : OfferConstraints.None,
            0, false);
    }

    /// <summary>Which row of the file is in which fold.</summary>
    public HistoryFolds Folds { get; init; } = HistoryFolds.ByRow;

    /// <summary>Fold of a row.</summary>
    public int Fold(int row) => Folds.Of(FileRows[row]);
}

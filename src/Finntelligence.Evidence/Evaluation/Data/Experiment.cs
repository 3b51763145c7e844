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

    /// <summary>Code of the group; each row its own where none is declared.</summary>
    public required int[] Clusters { get; init; }

    /// <summary>Outcome of the probit; null where it is not declared or the file lacks it.</summary>
    public double[]? ProbitOutcome { get; init; }

    /// <summary>Rows of the probit.</summary>
    public bool[]? ProbitWhere { get; init; }

    /// <summary>Rows.</summary>
    public int Count => Rates.Length;

    /// <summary>Fold of a row.</summary>
    public int Fold(int row) => FileRows[row] % ModelFitter.Folds;
}

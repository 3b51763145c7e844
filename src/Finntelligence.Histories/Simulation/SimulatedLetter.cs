namespace Finntelligence.Histories.Simulation;

/// <summary>One row of the twin, before it is written.</summary>
public sealed record SimulatedLetter(SimulatedClient Client, SimulatedOffer Offer, SimulatedOutcome Outcome);

/// <summary>A client and the mailing wave.</summary>
public sealed record SimulatedClient
{
    public required RiskClass Risk { get; init; }

    /// <summary>1 to 3.</summary>
    public required int Wave { get; init; }

    /// <summary>Thousands of rand, two decimals; null in wave 1.</summary>
    public required decimal? Income { get; init; }

    public required int Dormancy { get; init; }

    /// <summary>0 without a record.</summary>
    public required int BureauScore { get; init; }

    public required int ApplicationScore { get; init; }

    public required int LastTerm { get; init; }

    public required int LastAmount { get; init; }

    public required int? PriorLoans { get; init; }

    public required int? Dependants { get; init; }

    public required bool? Married { get; init; }

    /// <summary>Whole years; null if unknown (0 in the file).</summary>
    public required int? Age { get; init; }

    public required bool Female { get; init; }

    public required bool Educated { get; init; }

    public required string Province { get; init; }

    public required string Branch { get; init; }

    public required bool Rural { get; init; }

    /// <summary>As the market sees the client.</summary>
    public MarketApplicant Applicant => new()
    {
        Risk = Risk,
        MonthlyIncome = (double?)Income * 1000,
        BureauScore = BureauScore > 0 ? BureauScore : null,
        ApplicationScore = ApplicationScore,
        PriorLoans = PriorLoans,
        MonthsSinceLastLoan = Dormancy,
        LastLoanAmount = LastAmount,
        LastLoanMonths = LastTerm,
    };
}

/// <summary>What the letter offered, and the contract rate it could become.</summary>
public sealed record SimulatedOffer
{
    /// <summary>Hundredths of a percent a month.</summary>
    public required int Rate { get; init; }

    /// <summary>Hundredths of a percent a month, at most <see cref="Rate"/>.</summary>
    public required int ContractRate { get; init; }

    /// <summary>The single maturity shown; null if the letter showed several.</summary>
    public required int? TermShown { get; init; }

    public double RatePercent => Rate / 100.0;
}

/// <summary>What came of it.</summary>
public sealed record SimulatedOutcome
{
    public required bool TookUp { get; init; }

    /// <summary>Null if no loan was taken.</summary>
    public SimulatedLoan? Loan { get; init; }

    public required bool Yearlong { get; init; }

    public required bool Rejected { get; init; }

    public required bool BorrowedElsewhere { get; init; }

    public required bool TookAfterDeadline { get; init; }

    /// <summary>Income written down at the branch, thousands of rand.</summary>
    public required decimal? SalesGrossIncome { get; init; }

    /// <summary>The same net, in rand.</summary>
    public required decimal? SalesNetIncome { get; init; }
}

/// <summary>A loan.</summary>
/// <param name="Amount">Rand.</param>
/// <param name="Months">Term.</param>
/// <param name="GrossInterest">Rand.</param>
/// <param name="PastDue">Average amount past due, rand, two decimals.</param>
public sealed record SimulatedLoan(int Amount, int Months, decimal GrossInterest, decimal PastDue);

namespace Finntelligence.Histories.CarLoans;

/// <summary>Who asks for a loan on a car in the simulated market, and what for.</summary>
public sealed record CarApplicant
{
    /// <summary>The lender's class: 0 for A, the safest, to 3 for D.</summary>
    public required int Tier { get; init; }

    /// <summary>External bureau's score; null without a record.</summary>
    public required int? BureauScore { get; init; }

    /// <summary>Net, euros a month; null if not stated.</summary>
    public required int? MonthlyIncome { get; init; }

    /// <summary>Whole years with the employer, 10 for more.</summary>
    public required int YearsEmployed { get; init; }

    /// <summary>Position in <see cref="CarTables.Makes"/>.</summary>
    public required int Make { get; init; }

    /// <summary>Position in <see cref="CarTables.Regions"/>.</summary>
    public required int Region { get; init; }

    /// <summary>Whole years; 0 for a new car.</summary>
    public required int VehicleAge { get; init; }

    /// <summary>Euros.</summary>
    public required int VehiclePrice { get; init; }

    /// <summary>Euros.</summary>
    public required int RequestedAmount { get; init; }

    /// <summary>Term wanted.</summary>
    public required int RequestedMonths { get; init; }

    /// <summary>What the customer could have elsewhere, percent a year; null if nobody asked.</summary>
    public required decimal? CompetitorRate { get; init; }
}

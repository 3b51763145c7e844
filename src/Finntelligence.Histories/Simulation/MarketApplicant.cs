using System.Globalization;

namespace Finntelligence.Histories.Simulation;

/// <summary>What the simulated market's behaviour depends on: the applicant as the cash-loan product knows one.</summary>
public sealed record MarketApplicant
{
    /// <summary>The lender's class.</summary>
    public required RiskClass Risk { get; init; }

    /// <summary>Gross, in rand a month; null if unknown.</summary>
    public double? MonthlyIncome { get; init; }

    /// <summary>External bureau's score; null without a record.</summary>
    public double? BureauScore { get; init; }

    /// <summary>Internal score.</summary>
    public required double ApplicationScore { get; init; }

    /// <summary>Loans taken here before; null if unknown.</summary>
    public double? PriorLoans { get; init; }

    /// <summary>Months.</summary>
    public required double MonthsSinceLastLoan { get; init; }

    /// <summary>Rand, greater than 0.</summary>
    public required double LastLoanAmount { get; init; }

    /// <summary>Term of the last loan.</summary>
    public required double LastLoanMonths { get; init; }

    /// <summary>The applicant of a row of the experiment's file, real or simulated.</summary>
    /// <param name="cell">The text under a header.</param>
    public static MarketApplicant OfRow(Func<string, string> cell) => new()
    {
        Risk = RiskClassText.Parse(cell("risk")),
        MonthlyIncome = Optional(cell("grossincome")) * ThousandRand,
        BureauScore = Optional(cell("itcscore")) is > 0 and var score ? score : null,
        ApplicationScore = Number(cell("appscore")),
        PriorLoans = Optional(cell("trcount")),
        MonthsSinceLastLoan = Number(cell("dormancy")),
        LastLoanAmount = Number(cell("lastamount")),
        LastLoanMonths = Number(cell("lastterm")),
    };

    private const double ThousandRand = 1000;

    private static double? Optional(string text) => text.Length == 0 ? null : Number(text);

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}

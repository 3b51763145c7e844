namespace Finntelligence.Histories.CarLoans;

/// <summary>One row of the simulated history.</summary>
/// <param name="Day">When the customer asked.</param>
/// <param name="Applicant">Who, and what for.</param>
/// <param name="Person">For audits only.</param>
/// <param name="Offer">What was offered.</param>
/// <param name="Loan">Null where the offer was not taken.</param>
public sealed record CarApplication(DateOnly Day, CarApplicant Applicant, CarPerson Person, CarOffer Offer, CarLoan? Loan)
{
    /// <summary>As "2024-Q1".</summary>
    public string Quarter => FormattableString.Invariant($"{Day.Year}-Q{QuarterOf(Day) + 1}");

    internal static int QuarterOf(DateOnly day) => (day.Month - 1) / 3;
}

/// <summary>What no model may see.</summary>
/// <param name="Sex">"f" or "m".</param>
/// <param name="Age">Whole years.</param>
public sealed record CarPerson(string Sex, int Age);

/// <summary>An offer.</summary>
/// <param name="Amount">Euros.</param>
/// <param name="Months">Installments.</param>
/// <param name="Rate">Percent a year, in tenths.</param>
public sealed record CarOffer(int Amount, int Months, decimal Rate);

/// <summary>What came of a loan.</summary>
/// <param name="ChargedOff">Whether it was not repaid.</param>
public sealed record CarLoan(bool ChargedOff);

namespace Finntelligence.Lending.Tests.Requests;

internal static class SomeRequestTexts
{
    public const string Valid =
        """
        { "applicant": { "riskCategory": "LOW", "monthlyIncome": 3200, "bureauScore": 610, "applicationScore": 29,
                         "priorLoans": 3, "monthsSinceLastLoan": 10, "lastLoanAmount": 1000, "lastLoanMonths": 4 } }
        """;
}

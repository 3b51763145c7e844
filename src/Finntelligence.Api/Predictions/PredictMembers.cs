namespace Finntelligence.Api.Predictions;

/// <summary>Names of the members of a request.</summary>
internal static class PredictMembers
{
    public const string Applicant = "applicant";
    public const string RequestedAmount = "requestedAmount";
    public const string Constraints = "constraints";
    public const string Alternatives = "alternatives";
    public const string Explain = "explain";

    public const string MinAmount = "minAmount";
    public const string MaxAmount = "maxAmount";
    public const string Months = "months";
    public const string MaxRate = "maxRate";
    public const string MaxInstallment = "maxInstallment";
}

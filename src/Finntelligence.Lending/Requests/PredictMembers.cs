namespace Finntelligence.Lending.Requests;

/// <summary>Names of the members of a request.</summary>
public static class PredictMembers
{
    /// <summary>Who asks.</summary>
    public const string Applicant = "applicant";

    /// <summary>What for.</summary>
    public const string RequestedAmount = "requestedAmount";

    /// <summary>For how long.</summary>
    public const string RequestedMonths = "requestedMonths";

    /// <summary>Limits on the offer.</summary>
    public const string Constraints = "constraints";

    /// <summary>How many other offers to name.</summary>
    public const string Alternatives = "alternatives";

    /// <summary>Whether to attribute the probabilities.</summary>
    public const string Explain = "explain";

    /// <summary>Whether to list every payment.</summary>
    public const string Schedule = "schedule";

    /// <summary>Whether to add what the law wants the customer told.</summary>
    public const string Disclosure = "disclosure";

    /// <summary>Which offers are looked at.</summary>
    public const string Search = "search";

    /// <summary>Of the search.</summary>
    public const string Mode = "mode";

    /// <summary>Least amount.</summary>
    public const string MinAmount = "minAmount";

    /// <summary>Greatest amount.</summary>
    public const string MaxAmount = "maxAmount";

    /// <summary>Terms wanted.</summary>
    public const string Months = "months";

    /// <summary>Greatest rate.</summary>
    public const string MaxRate = "maxRate";

    /// <summary>Greatest installment.</summary>
    public const string MaxInstallment = "maxInstallment";
}

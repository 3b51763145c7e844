namespace Finntelligence.Decisions.Outcomes;

/// <summary>What became of a decision, as somebody reported it.</summary>
/// <param name="Id">The reporter's name for the event, or one made of its content: the same event is recorded once, however often it comes.</param>
/// <param name="Decision">The decision's id.</param>
/// <param name="Outcome">One of <see cref="OutcomeNames"/>.</param>
/// <param name="At">When it happened, microseconds since 1970.</param>
/// <param name="Received">When it was reported, microseconds since 1970.</param>
/// <param name="Amount">Money it is about, in the product's currency; null where nobody said.</param>
/// <param name="Days">Days past due; null where nobody said.</param>
/// <param name="Corrects">The event that this one replaces; null for none.</param>
/// <param name="Caller">Who reported it; null where callers are not known.</param>
public sealed record OutcomeEvent(
    string Id, string Decision, string Outcome, long At, long Received, double? Amount, long? Days, string? Corrects, string? Caller)
{
    /// <summary>Whether both report the same, whenever and by whomever.</summary>
    public bool SaysTheSameAs(OutcomeEvent other) => this with { Received = other.Received, Caller = other.Caller } == other;
}

/// <summary>What can become of a decision.</summary>
public static class OutcomeNames
{
    /// <summary>The applicant took the offer.</summary>
    public const string Accepted = "accepted";

    /// <summary>The applicant did not.</summary>
    public const string Declined = "declined";

    /// <summary>The loan is paid back in full.</summary>
    public const string Paid = "paid";

    /// <summary>A payment is overdue.</summary>
    public const string PastDue = "pastDue";

    /// <summary>The loan counts as defaulted.</summary>
    public const string Defaulted = "defaulted";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Accepted, Declined, Paid, PastDue, Defaulted];
}

/// <summary>What came of reporting an event.</summary>
public enum OutcomeResult
{
    /// <summary>It is new and kept.</summary>
    Recorded,

    /// <summary>It was kept before.</summary>
    Known,

    /// <summary>Another event of the same id was kept before; nothing was changed.</summary>
    Conflict,

    /// <summary>The log has no such decision; nothing was kept.</summary>
    UnknownDecision,
}

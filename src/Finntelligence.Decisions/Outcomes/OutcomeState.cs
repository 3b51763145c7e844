namespace Finntelligence.Decisions.Outcomes;

/// <summary>
/// What is known of a decision, by all events about it. Their own times order them, not their coming; one that another corrects does
/// not count, whichever of the two came first.
/// </summary>
/// <param name="Latest">The latest outcome; null while there is none.</param>
/// <param name="At">When that happened, microseconds since 1970.</param>
/// <param name="Accepted">Whether the offer was taken; null while nobody knows. A loan that is paid, past due or defaulted was taken.</param>
/// <param name="Defaulted">True once it defaulted, whatever came back later; false when it was paid without; null while nobody knows.</param>
public sealed record OutcomeState(string? Latest, long? At, bool? Accepted, bool? Defaulted)
{
    /// <summary>Puts the events of one decision together.</summary>
    public static OutcomeState Of(IEnumerable<OutcomeEvent> events)
    {
        OutcomeEvent[] all = [.. events];
        var corrected = all.Select(e => e.Corrects).ToHashSet(StringComparer.Ordinal);
        OutcomeEvent[] valid = [.. all.Where(e => !corrected.Contains(e.Id)).OrderBy(e => e.At).ThenBy(e => e.Received).ThenBy(e => e.Id, StringComparer.Ordinal)];
        var latest = valid.LastOrDefault();
        var answer = valid.LastOrDefault(e => e.Outcome is OutcomeNames.Accepted or OutcomeNames.Declined)?.Outcome;
        var lent = valid.Any(e => e.Outcome is OutcomeNames.Paid or OutcomeNames.PastDue or OutcomeNames.Defaulted);
        return new OutcomeState(
            latest?.Outcome,
            latest?.At,
            lent ? true : answer is null ? null : answer == OutcomeNames.Accepted,
            valid.Any(e => e.Outcome == OutcomeNames.Defaulted) ? true : valid.Any(e => e.Outcome == OutcomeNames.Paid) ? false : null);
    }
}

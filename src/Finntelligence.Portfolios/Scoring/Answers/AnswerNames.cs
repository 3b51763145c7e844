namespace Finntelligence.Portfolios.Scoring.Answers;

/// <summary>What decisions are called, as in the service's answers.</summary>
internal static class AnswerNames
{
    public const string Offer = "offer";
    public const string Decline = "decline";
}

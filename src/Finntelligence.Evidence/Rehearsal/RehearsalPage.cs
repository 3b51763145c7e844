using Finntelligence.Evidence.Rehearsed;
using Finntelligence.Evidence.Reporting.Html;

namespace Finntelligence.Evidence.Rehearsal;

/// <summary>A rehearsal as a page of its own.</summary>
internal static class RehearsalPage
{
    public static string Of(string product, RehearsalResult result) =>
        SimplePage.Of($"{product}: a rehearsal of price experiments", RehearsalSection.Body(result));
}

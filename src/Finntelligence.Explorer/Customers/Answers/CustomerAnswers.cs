using Finntelligence.Explorer.Customers.Case;
using Finntelligence.Explorer.Serving;

namespace Finntelligence.Explorer.Customers.Answers;

/// <summary>Answers a case as <c>/predict</c> would; nothing is recorded.</summary>
public static class CustomerAnswers
{
    /// <summary>Reads a case and decides. Never throws for anything a person can type.</summary>
    public static CaseReading Read(ServedPair pair, CaseForm form, CustomerCase typed)
    {
        if (typed.IsEmpty)
            return CaseReading.Empty;
        var reading = pair.Requests.Read(typed.ToRequest(form, CustomerAnswer.Alternatives));
        return reading.Request is { } request
            ? new CaseReading(new CustomerAnswer(pair, request, pair.Engine.Decide(request)), [])
            : new CaseReading(null, reading.Faults);
    }
}

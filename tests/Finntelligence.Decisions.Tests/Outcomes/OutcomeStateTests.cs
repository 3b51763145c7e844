using Finntelligence.Decisions.Outcomes;

namespace Finntelligence.Decisions.Tests.Outcomes;

public sealed class OutcomeStateTests
{
    [Fact]
    public void Without_events_nothing_is_known() => OutcomeState.Of([]).ShouldBe(new OutcomeState(null, null, null, null));

    [Fact]
    public void Own_times_order_events_and_not_their_coming()
    {
        var state = OutcomeState.Of([Event("b", "paid", at: 30, received: 1), Event("a", "accepted", at: 10, received: 2), Event("c", "pastDue", at: 20, received: 3)]);

        state.ShouldBe(new OutcomeState("paid", 30, true, false));
    }

    [Theory]
    [InlineData("accepted", true, null)]
    [InlineData("declined", false, null)]
    [InlineData("pastDue", true, null)]
    [InlineData("paid", true, false)]
    [InlineData("defaulted", true, true)]
    public void Every_outcome_says_what_it_says(string outcome, bool? accepted, bool? defaulted) =>
        OutcomeState.Of([Event("a", outcome, 1)]).ShouldBe(new OutcomeState(outcome, 1, accepted, defaulted));

    [Fact]
    public void What_defaulted_stays_defaulted_when_money_comes_back() =>
        OutcomeState.Of([Event("a", "defaulted", 1), Event("b", "paid", 2)]).ShouldBe(new OutcomeState("paid", 2, true, true));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_corrected_event_does_not_count_whichever_came_first(bool correctionFirst)
    {
        OutcomeEvent[] events = [Event("wrong", "defaulted", 20), Event("right", "pastDue", 20) with { Corrects = "wrong" }, Event("first", "accepted", 1)];
        if (correctionFirst)
            Array.Reverse(events);

        OutcomeState.Of(events).ShouldBe(new OutcomeState("pastDue", 20, true, null));
    }

    [Fact]
    public void The_latest_word_on_acceptance_holds() =>
        OutcomeState.Of([Event("a", "accepted", 1), Event("b", "declined", 2)]).Accepted.ShouldBe(false);

    private static OutcomeEvent Event(string id, string outcome, long at, long received = 0) => new(id, "d", outcome, at, received, null, null, null, null);
}

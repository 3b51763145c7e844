using System.Text;
using Finntelligence.Decisions.Outcomes;
using Finntelligence.Decisions.Records;

namespace Finntelligence.Decisions.Tests.Outcomes;

public sealed class OutcomeReaderTests
{
    private const string Decision = "01a202c7-d75c-787a-8c79-8a4d1b487ad2";

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Reads_every_member()
    {
        var reading = Read($$"""{ "decisionId": "{{Decision}}", "outcome": "pastDue", "at": "2026-02-01T08:00:00+02:00", "eventId": "e2", "amount": 12.5, "days": 31, "corrects": "e1" }""");

        reading.Faults.ShouldBeEmpty();
        reading.Event.ShouldBe(new OutcomeEvent(
            "e2", Decision, "pastDue", Moments.Of(new DateTimeOffset(2026, 2, 1, 6, 0, 0, TimeSpan.Zero)), Moments.Of(Now), 12.5, 31, "e1", "caller"));
    }

    [Fact]
    public void Without_a_name_the_content_is_the_name()
    {
        var text = $$"""{ "decisionId": "{{Decision}}", "outcome": "accepted", "at": "2026-02-01T08:00:00Z" }""";
        var first = Read(text).Event!;

        first.Id.ShouldStartWith("sha256:");
        Read(text.Replace("08:00:00Z", "09:00:00+01:00", StringComparison.Ordinal)).Event!.Id.ShouldBe(first.Id);
        Read(text.Replace("accepted", "declined", StringComparison.Ordinal)).Event!.Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public void All_faults_come_at_once_under_their_paths() =>
        Read("""{ "decisionId": "17", "outcome": "lost", "at": "2036-01-01T00:00:00Z", "days": 1.5, "amount": -1, "eventId": "", "note": 1 }""")
            .Faults.Select(f => f.Path).Order().ShouldBe(["amount", "at", "days", "decisionId", "eventId", "note", "outcome"]);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{ \"outcome\": }")]
    [InlineData("{ \"at\": \"\\ud800\" }")]
    [InlineData("{ \"at\": 1, \"at\": 2 }")]
    [InlineData("{ \"at\": \"12:00\" }")]
    [InlineData("{}")]
    public void Whatever_comes_is_a_fault_and_not_a_failure(string text)
    {
        var reading = Read(text);
        reading.Event.ShouldBeNull();
        reading.Faults.ShouldNotBeEmpty();
    }

    private static OutcomeReading Read(string json) => OutcomeReader.Read(Encoding.UTF8.GetBytes(json), Now, "caller");
}

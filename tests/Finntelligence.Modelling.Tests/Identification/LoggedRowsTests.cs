using Finntelligence.Foundation.Faults;
using Finntelligence.Modelling.Identification;

namespace Finntelligence.Modelling.Tests.Identification;

public sealed class LoggedRowsTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_decision_log_says_when_and_with_which_probability()
    {
        var logged = LoggedRows.Find(Write("2026-01-02T10:00:00Z,0.25,experiment:1/a", "2026-01-01T10:00:00Z,1,experiment:1/b", "2026-01-03T10:00:00Z,0.5,x"), [0, 2], default)!;
        logged.Propensities.ShouldBe([0.25, 0.5]);
        logged.DecidedAt.Select(t => t.Day).ShouldBe([2, 3]);
    }

    [Fact]
    public void Where_every_offer_was_certain_nothing_was_drawn() =>
        LoggedRows.Find(Write("2026-01-02T10:00:00Z,1,greatestExpectedProfit"), [0], default)!.Propensities.ShouldBeNull();

    [Fact]
    public void Another_history_is_no_log()
    {
        string path = _folder.Write("history.csv", "wave,propensity\n1,0.5\n");
        LoggedRows.Find(path, [0], default).ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-01-02T10:00:00Z,0,x", "propensity is '0'")]
    [InlineData("2026-01-02T10:00:00Z,1.5,x", "propensity is '1.5'")]
    [InlineData("2026-01-02T10:00:00Z,,x", "propensity is ''")]
    [InlineData("soon,1,x", "decidedAt is 'soon'")]
    public void What_is_no_probability_or_time_is_named_with_its_row(string row, string what)
    {
        string path = Write("2026-01-01T10:00:00Z,1,x", row);
        var fault = Should.Throw<DataFaultException>(() => LoggedRows.Find(path, [0, 1], default));
        fault.Message.ShouldContain("row 2");
        fault.Message.ShouldContain(what);
    }

    private string Write(params string[] rows) => _folder.Write("decisions.csv", "decidedAt,propensity,policy\n" + string.Join('\n', rows) + "\n");
}

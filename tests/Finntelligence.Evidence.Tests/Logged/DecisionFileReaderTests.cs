using Finntelligence.Evidence.Logged;
using Finntelligence.Foundation.Faults;

namespace Finntelligence.Evidence.Tests.Logged;

public sealed class DecisionFileReaderTests : IDisposable
{
    // As decisions export writes it.
    private const string Header =
        "decisionId,decidedAt,decision,caller,riskCategory,monthlyIncome,bureauScore,applicationScore,priorLoans,monthsSinceLastLoan,lastLoanAmount,lastLoanMonths,"
        + "amount,months,rate,installment,apr,probabilityOfAcceptance,probabilityOfDefault,margin,expectedLoss,expectedProfit,riskVersion,riskSha256,acceptanceVersion,"
        + "acceptanceSha256,productSha256,policy,propensity,accepted,defaulted,outcome,outcomeAt\n";

    private const string Offer =
        "a,2026-11-01T10:00:00.000000Z,offer,,HIGH,3200,,29,3,10,1000,4,1000,4,9.75,347.5,413.6,0.03,0.18,640,0,20,1,aa,1,bb,cc,explore,0.25,1,,accepted,2026-11-02T10:00:00.000000Z\n";

    private const string Decline =
        "b,2026-11-03T10:00:00.000000Z,decline,,LOW,3200,,29,3,10,1000,4,,,,,,,,,,,1,aa,1,bb,cc,greatestExpectedProfit,1,,,,\n";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_export_of_the_log_is_read()
    {
        var file = Read(Header + Offer + Decline);

        var decision = file.Decisions.ShouldHaveSingleItem();
        decision.Terms.Rate.ShouldBe(9.75m);
        decision.Propensity.ShouldBe(0.25);
        decision.Accepted.ShouldBe(true);
        decision.Defaulted.ShouldBeNull();
        decision.Applicant.Values[0].ShouldBe(2);
        float.IsNaN(decision.Applicant.Values[2]).ShouldBeTrue();
        file.Declines.ShouldBe(1);
        file.Latest.ShouldBe(new DateTimeOffset(2026, 11, 3, 10, 0, 0, TimeSpan.Zero));
        file.HasPropensities.ShouldBeTrue();
    }

    [Theory]
    [InlineData(",0.25,1,", ",0,1,", "propensity")]
    [InlineData(",0.25,1,", ",1.5,1,", "propensity")]
    [InlineData(",0.25,1,", ",0.25,maybe,", "accepted")]
    [InlineData("HIGH", "HIGHEST", "riskCategory")]
    [InlineData(",9.75,", ",dear,", "rate")]
    [InlineData(",1000,4,9.75", ",1000,4.5,9.75", "months")]
    [InlineData("2026-11-01T10", "yesterday", "decidedAt")]
    public void A_row_with_a_fault_is_named_and_left_out(string instead, string fault, string column)
    {
        var file = Read(Header + Offer + Offer.Replace(instead, fault, StringComparison.Ordinal));
        file.Decisions.Length.ShouldBe(1);
        var found = file.Faults.ShouldHaveSingleItem();
        found.Line.ShouldBe(3);
        found.Message.ShouldContain(column);
    }

    [Fact]
    public void What_is_no_log_is_refused()
    {
        Should.Throw<RequestFaultException>(() => Read("a,b\n1,2\n")).Message.ShouldContain("decidedAt");
        Should.Throw<RequestFaultException>(() => Read(Header + Decline)).Message.ShouldContain("no row");
        Should.Throw<RequestFaultException>(() => Read(Header + Offer + Offer.Replace(",0.25,1,", ",,1,", StringComparison.Ordinal))).Message.ShouldContain("propensity");
    }

    private DecisionFile Read(string text) => DecisionFileReader.Read(_folder.Write("decisions.csv", text), SomeLog.Product, [], default);
}

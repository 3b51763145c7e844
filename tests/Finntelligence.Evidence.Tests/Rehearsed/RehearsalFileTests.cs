using Finntelligence.Evidence.Rehearsed;
using Finntelligence.Experiments.Estimators;
using Finntelligence.Foundation.Faults;

namespace Finntelligence.Evidence.Tests.Rehearsed;

public sealed class RehearsalFileTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_rehearsed_is_read_as_it_was_written()
    {
        string path = _folder.File("experiment-rehearsal.json");
        var result = Result(exploring: 10, not: 12);
        RehearsalFile.Write(path, result);
        var read = RehearsalFile.Find(path)!;
        read.Settings.ShouldBe(result.Settings);
        read.Months.ShouldBe(result.Months);
        read.Lenders.ShouldBe(result.Lenders);
        read.Test.ShouldBe(result.Test);
        RehearsalFile.Find(_folder.File("none.json")).ShouldBeNull();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    public void A_damaged_file_is_named(string text) =>
        Should.Throw<DataFaultException>(() => RehearsalFile.Find(_folder.Write("experiment-rehearsal.json", text))).Message.ShouldContain("experiment rehearse");

    [Fact]
    public void The_claim_is_told_as_it_came_out()
    {
        RehearsalWords.Claim(Result(exploring: 10, not: 12)).ShouldContain("it cost more");
        RehearsalWords.Claim(Result(exploring: 12, not: 10)).ShouldContain("exploring paid");
        RehearsalWords.Claim(Result(exploring: 12, not: 10)).ShouldContain("passes the card as well");
        RehearsalWords.Claim(Result(exploring: 12, not: -1)).ShouldContain("does not pass the card");
    }

    private static RehearsalResult Result(double exploring, double not) => new()
    {
        Seeds = 2,
        Settings = new RehearsalSettings(),
        Currency = "ZAR",
        Months = [new RehearsedMonth(1, 50, 30, 45, 42, About(15), About(12))],
        Lenders = [Lender(true, exploring), Lender(false, not)],
        Test = new RehearsedTest(15, 137, 2000, 10, 0.85, 1),
    };

    private static RehearsedLender Lender(bool explores, double gain) => new(explores, About(40), About(10), About(gain), About(0), 1);

    private static MeanOfSeeds About(double value) => new(value, new Interval(value - 0.5, value + 0.5));
}

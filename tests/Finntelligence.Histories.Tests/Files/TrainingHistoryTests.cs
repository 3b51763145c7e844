using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Files;
using Finntelligence.Histories.Simulation;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Histories.Tests.Files;

public sealed class TrainingHistoryTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private Workspace Workspace => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_imported_history_comes_before_the_twin()
    {
        _folder.Write("data/loan/simulated.csv.gz", "twin");
        TrainingHistory.Find(Workspace, "loan", null).Description.ShouldContain("twin");
        _folder.Write("data/loan/raw/history.csv", "real");
        TrainingHistory.Find(Workspace, "loan", null).Name.ShouldBe("history.csv");
        TrainingHistory.Find(Workspace, "loan", _folder.File("data/loan/simulated.csv.gz")).Name.ShouldBe("simulated.csv.gz");
    }

    [Fact]
    public void A_history_is_known_by_its_hashes()
    {
        _folder.Write("data/loan/raw/history.csv", "abc");
        var history = TrainingHistory.Find(Workspace, "loan", null);
        history.Md5.ShouldBe("900150983cd24fb0d6963f7d28e17f72");
        history.Sha256.ShouldBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    [Theory]
    [InlineData("twin.csv")]
    [InlineData("history.csv.gz")]
    public void The_twin_is_told_under_any_name(string name)
    {
        TwinSimulation.Write(_folder.File(name), 3, 400, new Progress<double>(), CancellationToken.None);
        TrainingHistory.Open(_folder.File(name), "").IsSimulated.ShouldBeTrue();
    }

    [Theory]
    [InlineData("simulated-2.csv", "a\n1\n", true)]
    [InlineData("empty.csv", "", false)]
    [InlineData("other.csv", "age,lnage\n30,3.4012\n", false)]
    [InlineData("damaged.csv.gz", "no gzip at all", false)]
    public void What_else_says_so_is_the_name(string name, string text, bool isSimulated) =>
        TrainingHistory.Open(_folder.Write(name, text), "").IsSimulated.ShouldBe(isSimulated);

    [Fact]
    public void Logarithms_as_they_come_out_of_a_computer_are_no_mark()
    {
        var lines = Enumerable.Range(20, 300).Select(age => FormattableString.Invariant($"{age},{MathF.Log(age)}"));
        TrainingHistory.Open(_folder.Write("history.csv", string.Join('\n', lines.Prepend("age,lnage"))), "").IsSimulated.ShouldBeFalse();
    }

    [Fact]
    public void Nothing_to_learn_from_is_an_error_that_says_what_to_do()
    {
        Should.Throw<RequestFaultException>(() => TrainingHistory.Find(Workspace, "loan", null)).Message.ShouldContain("data import --from");
        Should.Throw<RequestFaultException>(() => TrainingHistory.Find(Workspace, "loan", "gone.csv")).Message.ShouldContain("gone.csv");
    }
}

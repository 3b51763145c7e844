using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Files;
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

    [Fact]
    public void Nothing_to_learn_from_is_an_error_that_says_what_to_do()
    {
        Should.Throw<RequestFaultException>(() => TrainingHistory.Find(Workspace, "loan", null)).Message.ShouldContain("data import --from");
        Should.Throw<RequestFaultException>(() => TrainingHistory.Find(Workspace, "loan", "gone.csv")).Message.ShouldContain("gone.csv");
    }
}

using Finntelligence.Experiments.Definitions;
using Finntelligence.Foundation.Faults;

namespace Finntelligence.Experiments.Tests.Definitions;

public sealed class ExperimentFileTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Stopping_adds_a_version_that_says_who_when_and_why_and_leaves_the_rest()
    {
        string path = Write();

        var after = ExperimentFile.Change(path, Experiments.Product, ExperimentState.Stopped, Now, "risk desk", "Arrears rise.");

        after.Versions.Length.ShouldBe(2);
        after.Current.State.ShouldBe(ExperimentState.Stopped);
        (after.Current.Version, after.Current.By, after.Current.Why, after.Current.At).ShouldBe((2, "risk desk", "Arrears rise.", Now));
        after.Current.Salt.ShouldBe(after.Versions[0].Salt);
        var read = ExperimentFile.Find(path, Experiments.Product)!;
        read.Versions.Length.ShouldBe(2);
        read.Versions[0].State.ShouldBe(ExperimentState.Running);
        File.ReadAllText(path).ShouldContain("For tests.");
    }

    [Fact]
    public void It_can_be_started_again_but_not_twice()
    {
        string path = Write();
        Should.Throw<RequestFaultException>(() => ExperimentFile.Change(path, Experiments.Product, ExperimentState.Running, Now, "a", "b")).Message.ShouldContain("already");
        ExperimentFile.Change(path, Experiments.Product, ExperimentState.Stopped, Now, "a", "b");
        ExperimentFile.Change(path, Experiments.Product, ExperimentState.Running, Now, "a", "b").Versions.Length.ShouldBe(3);
    }

    [Fact]
    public void Without_a_file_there_is_no_experiment()
    {
        string path = _folder.File("none.json");
        ExperimentFile.Find(path, Experiments.Product).ShouldBeNull();
        Should.Throw<RequestFaultException>(() => ExperimentFile.Change(path, Experiments.Product, ExperimentState.Stopped, Now, "a", "b"));
    }

    private string Write()
    {
        string path = _folder.File(ExperimentFile.Name);
        File.WriteAllText(path, Experiments.Document(Experiments.Version));
        return path;
    }
}

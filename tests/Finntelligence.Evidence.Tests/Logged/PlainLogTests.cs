using Finntelligence.Evidence.Logged;
using Finntelligence.Experiments.Estimators;
using Finntelligence.Foundation.Faults;

namespace Finntelligence.Evidence.Tests.Logged;

public sealed class PlainLogTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Another_library_s_log_is_read_with_its_policies_and_models()
    {
        string path = _folder.Write("log.csv", "reward,propensity,policy:new,model,model:new,item\n1,0.5,1,0.4,0.5,7\n0,0.25,0,0.2,0.3,8\n");

        PlainLog.Is(path).ShouldBeTrue();
        var samples = PlainLog.Read(path, default);

        samples.Select(s => s.Name).ShouldBe(["logged", "new"]);
        PolicyEstimators.InversePropensity(samples[1].Sample).Of().ShouldBe(1, 1e-12);
        // (0.5 + 2 × 0.6 + 0.3) / 2.
        PolicyEstimators.DoublyRobust(samples[1].Sample).Of().ShouldBe(1, 1e-12);
    }

    [Theory]
    [InlineData("reward,propensity,policy:new\n1,0,1\n", "Line 2: propensity")]
    [InlineData("reward,propensity,policy:new\n,0.5,1\n", "Line 2: reward")]
    [InlineData("reward,propensity,policy:new\n1,0.5,-1\n", "Line 2: policy:new")]
    [InlineData("reward,propensity,policy:new,model\n1,0.5,1,1\n", "model:new")]
    [InlineData("reward,propensity,policy:new\n", "no rows")]
    public void A_log_with_a_fault_is_refused(string text, string message) =>
        Should.Throw<RequestFaultException>(() => PlainLog.Read(_folder.Write("log.csv", text), default)).Message.ShouldContain(message);
}

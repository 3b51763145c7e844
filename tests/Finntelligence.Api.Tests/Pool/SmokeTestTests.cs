using Finntelligence.Api.Pool;
using Finntelligence.Api.Tests.Support;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Calibration;

namespace Finntelligence.Api.Tests.Pool;

public sealed class SmokeTestTests : IDisposable
{
    private readonly TestWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Good_Models_Pass() => Should.NotThrow(() => SmokeTest.Run(Snapshot(model => model)));

    [Theory]
    [InlineData(1.5f)]
    [InlineData(-0.5f)]
    [InlineData(float.NaN)]
    public void Model_That_Gives_No_Probability_Fails(float answer)
    {
        var snapshot = Snapshot(model => model with { Calibrator = new Constant(answer) });

        Should.Throw<InvalidModelException>(() => SmokeTest.Run(snapshot)).Message.ShouldContain("example");
    }

    private ModelSnapshot Snapshot(Func<LoanModel, LoanModel> change) => new(
        _workspace.Product,
        new ServedModel(ModelArtifact.Read(TestModels.Risk(_workspace.Product), _workspace.Product, ModelKind.Risk), "1", null),
        new ServedModel(change(ModelArtifact.Read(TestModels.Acceptance(_workspace.Product), _workspace.Product, ModelKind.Acceptance)), "1", null),
        TestService.Start);

    private sealed class Constant(float probability) : ICalibrator
    {
        public float Probability(float score) => probability;
    }
}

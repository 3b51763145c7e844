using Finntelligence.Api.Pool;
using Finntelligence.Api.Pool.Checks;
using Finntelligence.Api.Pool.Engines;
using Finntelligence.Api.Tests.Support;
using Finntelligence.Decisions.Records;
using Finntelligence.Lending.Confirmation;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
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

    private ModelSnapshot Snapshot(Func<LoanModel, LoanModel> change)
    {
        var product = _workspace.Product;
        var risk = ModelArtifact.Read(TestModels.Risk(product), product, ModelKind.Risk);
        var acceptance = change(ModelArtifact.Read(TestModels.Acceptance(product), product, ModelKind.Acceptance));
        var unasked = new ConfirmationResult(0, "It was not asked.");
        return new ModelSnapshot(
            product,
            new ServedModel(risk, "1", null),
            new ServedModel(acceptance, "1", null),
            new OfferEngine(product, risk, acceptance),
            new ConfirmedPair(new PredictionEnginePool<EncodedRow, ModelAnswer>([]), unasked, unasked, TestService.Start),
            new Decider(product.Name, default, new DecidingModel("1", default), new DecidingModel("1", default), "1.0.0"),
            TestService.Start);
    }

    private sealed class Constant(float probability) : ICalibrator
    {
        public float Probability(float score) => probability;
    }
}

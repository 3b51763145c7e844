using Finntelligence.Lending.Confirmation;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Models;
using Finntelligence.Lending.Tests.Products;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.MlNet.Reading;

namespace Finntelligence.Lending.Tests.Confirmation;

/// <summary>ML.NET itself, in this process, against our scorers.</summary>
public sealed class ModelConfirmationTests
{
    private static readonly ProductDefinition Product = SomeProduct.CashLoan;

    [Theory]
    [InlineData(ModelKind.Risk)]
    [InlineData(ModelKind.Acceptance)]
    public void The_shipped_models_are_confirmed_on_more_than_a_thousand_rows(ModelKind kind)
    {
        var zip = File.ReadAllBytes(Repository.File($"models/cash-loan/{(kind == ModelKind.Risk ? "risk" : "acceptance")}/1/model.zip"));
        var model = ModelArtifact.Read(zip, ProductFile.Shipped, kind);

        var confirmed = ModelConfirmation.Run(ProductFile.Shipped, model, zip);

        confirmed.Result.IsConfirmed.ShouldBeTrue();
        confirmed.Result.Rows.ShouldBeGreaterThan(1000);
        confirmed.Reference.ShouldNotBeNull();
    }

    [Fact]
    public void A_model_whose_trees_are_not_those_that_ML_NET_reads_is_refused_and_the_row_is_told()
    {
        var zip = RepackedZip.Of(Zip(seed: 1), Zip(seed: 2));

        var message = Should.Throw<InvalidModelException>(() => Confirm(zip)).Message;

        message.ShouldContain("disagree on");
        message.ShouldContain("rate ");
        message.ShouldContain("(0x");
    }

    [Fact]
    public void One_threshold_that_is_one_float_off_is_found()
    {
        byte[] With(float threshold) => ModelArtifact.Write(Product, SomeModels.Contents(
            Product,
            ModelKind.Risk,
            new TreeEnsemble(new FeatureEncoder(Product, ModelKind.Risk).Features, -1, [SomeModels.Stump(Product, ModelKind.Risk, "rate", threshold, 0.25, 0.5)]),
            SomeModels.Logistic));
        var zip = RepackedZip.Of(With(7.4321f), With(MathF.BitIncrement(7.4321f)));

        Should.Throw<InvalidModelException>(() => Confirm(zip)).Message.ShouldContain("disagree on");
    }

    [Fact]
    public void A_calibrator_that_differs_in_the_last_bits_is_found()
    {
        byte[] With(double slope) => ModelArtifact.Write(Product, SomeModels.Contents(
            Product, ModelKind.Risk, SomeModels.RandomContents(Product, ModelKind.Risk, 1).Ensemble, new PlattCalibrator(slope, 0.1)));

        Should.Throw<InvalidModelException>(() => Confirm(RepackedZip.Of(With(-1.1), With(-1.1000001)))).Message.ShouldContain("probability");
    }

    [Fact]
    public void A_damaged_member_of_ML_NET_is_refused_with_what_ML_NET_says() =>
        Should.Throw<InvalidModelException>(() => Confirm(RepackedZip.Of(Zip(1), Truncated(Zip(1))))).Message.ShouldContain("ML.NET 5");

    [Fact]
    public void A_model_that_ML_NET_cannot_express_is_not_refused_and_it_is_said_why()
    {
        var zip = ModelArtifact.Write(Product, SomeModels.Contents(
            Product, ModelKind.Risk, SomeModels.RandomContents(Product, ModelKind.Risk, 1).Ensemble, new IsotonicCalibrator([0], [0.5])));

        var confirmed = ModelConfirmation.Run(Product, Read(zip), zip);

        confirmed.Result.IsConfirmed.ShouldBeFalse();
        confirmed.Result.NotExpressible!.ShouldContain("isotonic");
        confirmed.Reference.ShouldBeNull();
    }

    [Fact]
    public void A_zip_without_ML_NETs_members_is_confirmed_by_members_made_of_its_trees() =>
        Confirm(RepackedZip.Of(Zip(1), mlNet: null)).Result.IsConfirmed.ShouldBeTrue();

    [Fact]
    public void A_model_that_ML_NET_trained_is_confirmed_from_its_own_zip()
    {
        var trained = TrainedByMlNet.Plain(Product, ModelKind.Risk);
        var read = MlNetModelReader.Read(trained);
        var features = new FeatureEncoder(Product, ModelKind.Risk).Features;
        var contents = SomeModels.Contents(
            Product, ModelKind.Risk, new TreeEnsemble(features, 0, read.Ensemble.Trees, read.Ensemble.Arithmetic), read.Calibrator);
        var zip = RepackedZip.Of(ModelArtifact.Write(Product, contents), trained);

        Confirm(zip).Result.Rows.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void Columns_of_a_longer_pipeline_get_the_values_of_the_row()
    {
        var features = new FeatureEncoder(Product, ModelKind.Risk).Features.Select(f => f.Name).ToArray();
        var (zip, asked) = TrainedByMlNet.WithMissingValues(Product, ModelKind.Risk);

        var engine = ReferenceModel.Load(zip, [.. features]).CreateEngine();

        asked.Length.ShouldBeGreaterThan(100);
        foreach (var (row, score, probability) in asked)
        {
            var answer = engine.Predict(new EncodedRow { Values = row });
            (FloatBits.Text(answer.Score), FloatBits.Text(answer.Probability)).ShouldBe((FloatBits.Text(score), FloatBits.Text(probability)));
        }
    }

    [Fact]
    public void Columns_that_the_model_has_and_the_row_has_not_are_named() =>
        Should.Throw<InvalidModelException>(() => ReferenceModel.Load(Zip(1), ["rate"]).ToString()).Message.ShouldContain("which is none of its features");

    private static byte[] Zip(int seed) => ModelArtifact.Write(Product, SomeModels.RandomContents(Product, ModelKind.Risk, seed));

    private static LoanModel Read(byte[] zip) => ModelArtifact.Read(zip, Product, ModelKind.Risk);

    private static ConfirmedModel Confirm(byte[] zip) => ModelConfirmation.Run(Product, Read(zip), zip);

    // Every member of ML.NET's loses its last bytes.
    private static byte[] Truncated(byte[] zip) =>
        StoredZip.Write([.. StoredZip.Read(zip).Skip(5).Select(m => new ZipMember(m.Name, m.Bytes[..(m.Bytes.Length / 2)]))]);
}

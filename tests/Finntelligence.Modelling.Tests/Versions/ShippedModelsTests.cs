using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Gates;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Modelling.Tests.Versions;

public sealed class ShippedModelsTests
{
    private static readonly ProductDefinition Product = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));
    private static readonly LocalModelRegistry Registry = new(Repository.File("models/cash-loan"), TimeProvider.System);

    [Theory]
    [InlineData("risk")]
    [InlineData("acceptance")]
    public void What_Is_In_Production_Is_Written_Again_Byte_For_Byte(string kind)
    {
        var version = Registry.Resolve(kind, "production");
        var model = VersionFile.Read(version, Product);
        var contents = new ModelContents(model.Manifest, model.Ensemble, model.Calibrator, model.Support, model.Histograms) { MlNet = model.MlNet };

        ModelArtifact.Write(Product, contents).AsSpan().SequenceEqual(File.ReadAllBytes(version.Path)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("risk")]
    [InlineData("acceptance")]
    public void What_Is_In_Production_Names_All_That_Made_It(string kind)
    {
        var entry = Registry.Resolve(kind, "production").Entry;

        (entry.Data.Md5.Length, entry.Data.Sha256.Length, entry.Commit.ShouldNotBeNull().Length).ShouldBe((32, 64, 40));
        entry.Options.ShouldNotBeEmpty();
        entry.Library.ShouldNotBeNullOrEmpty();
        entry.RunId.ShouldNotBeNull();
        entry.Tags["tree"].ShouldBe("clean", "commit first, then train what is shipped");
        entry.Tags["runtime"].ShouldStartWith(".NET ");
    }

    [Fact]
    public void Nothing_Shipped_Is_Taken_For_What_An_Interrupted_Training_Left() => Registry.Verify().Orphans.ShouldBeEmpty();

    [Theory]
    [InlineData("risk", true)]
    [InlineData("risk", false)]
    [InlineData("acceptance", true)]
    [InlineData("acceptance", false)]
    public void What_Is_In_Production_Passes_Every_Gate(string kind, bool isFirst)
    {
        var version = Registry.Resolve(kind, "production");

        var run = new PromotionGates(Product, new PromotionLimits()).Check(version, isFirst ? null : version.Entry, RegistryNames.Production, CancellationToken.None);

        run.CanServe.ShouldBeTrue();
        run.Results.Where(r => !r.Passed).ShouldBeEmpty();
        run.Results.Where(r => r.Gate.StartsWith("monotone", StringComparison.Ordinal)).ShouldAllBe(r => r.Figure == "proved by every tree");
        run.Results.Length.ShouldBe(9 + (kind == "risk" ? 4 : 1));
    }
}

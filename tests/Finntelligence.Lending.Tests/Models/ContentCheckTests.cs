using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Products;
using Finntelligence.Trees.Calibration;

namespace Finntelligence.Lending.Tests.Models;

public sealed class ContentCheckTests
{
    private static readonly ProductDefinition Product = ProductFile.CashLoan;

    private static readonly SupportTable Support = SomeModels.FullSupport(Product, ModelKind.Risk);

    private static readonly FeatureHistograms Histograms = SomeModels.Histograms(Product, ModelKind.Risk);

    [Fact]
    public void Support_Must_Be_What_The_Product_Asks_For()
    {
        Refuse(Support with { By = "priorLoans" }).ShouldContain("'riskCategory'");
        Refuse(Support with { Variables = [OfferVariable.Rate, OfferVariable.Amount] }).ShouldContain("months");
        RefuseCell(new SupportCell(3, [5, 4], 1)).ShouldContain("stratum 3");
        RefuseCell(new SupportCell(0, [5], 1)).ShouldContain("one finite value");
        RefuseCell(new SupportCell(0, [5, double.NaN], 1)).ShouldContain("one finite value");
        RefuseCell(new SupportCell(0, [5, 4], 0)).ShouldContain("counts 0");
        Should.NotThrow(() => ContentCheck.Support("support.json", Support, Product, ModelKind.Risk));
    }

    [Fact]
    public void Histograms_Must_Fit_The_Inputs()
    {
        var first = Histograms.Features[0];

        Refuse(Histograms with { Features = Histograms.Features.RemoveAt(0) }).ShouldContain("one histogram for each input");
        Refuse(first with { Edges = [1, 1], Counts = [1, 1, 1] }).ShouldContain("ascending");
        Refuse(first with { Edges = [float.NaN], Counts = [1, 1] }).ShouldContain("finite");
        Refuse(first with { Counts = [1] }).ShouldContain("1 counts for 9 edges");
        Refuse(first with { Missing = -1 }).ShouldContain("negative");
        Should.NotThrow(() => ContentCheck.Histograms("histograms.json", Histograms, Product.Risk.Inputs));
    }

    [Theory]
    [InlineData(float.NaN, 0.5f)]
    [InlineData(0.5f, 0.4f)]
    [InlineData(0.5f, 1.5f)]
    [InlineData(-0.5f, 0.5f)]
    public void Calibrators_Must_Not_Fall_Or_Leave_Probabilities(float low, float high)
    {
        var manifest = SomeModels.Manifest(Product, ModelKind.Risk, new PlattCalibrator(-1, 0)) with { Calibration = "isotonic" };

        Should.Throw<InvalidModelException>(() => ContentCheck.Calibrator("calibrator.json", new Step(low, high), manifest))
            .Message.ShouldContain("probability");
    }

    private static string Refuse(SupportTable table) =>
        Should.Throw<InvalidModelException>(() => ContentCheck.Support("support.json", table, Product, ModelKind.Risk)).Message;

    private static string RefuseCell(SupportCell cell) => Refuse(Support with { Cells = Support.Cells.Add(cell) });

    private static string Refuse(FeatureHistograms histograms) => Should.Throw<InvalidModelException>(
        () => ContentCheck.Histograms("histograms.json", histograms, Product.Risk.Inputs)).Message;

    private static string Refuse(Histogram first) => Refuse(Histograms with { Features = Histograms.Features.SetItem(0, first) });

    private sealed class Step(float low, float high) : ICalibrator
    {
        public float Probability(float score) => score < 0 ? low : high;
    }
}

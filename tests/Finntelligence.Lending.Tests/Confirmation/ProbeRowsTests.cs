using Finntelligence.Lending.Confirmation;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Models;

namespace Finntelligence.Lending.Tests.Confirmation;

public sealed class ProbeRowsTests
{
    private static readonly ProductDefinition Product = SomeProduct.CashLoan;

    [Fact]
    public void Rows_are_at_least_a_thousand_and_the_same_in_every_run()
    {
        var model = SomeModels.Random(Product, ModelKind.Risk, seed: 3);

        var rows = ProbeRows.For(Product, model).ToArray();

        rows.Length.ShouldBeGreaterThan(1000);
        rows.SelectMany(r => r).Select(FloatBits.Text).ShouldBe(ProbeRows.For(Product, model).SelectMany(r => r).Select(FloatBits.Text));
    }

    [Fact]
    public void Every_threshold_its_neighbours_and_missing_come_in_their_column()
    {
        var model = SomeModels.Random(Product, ModelKind.Risk, seed: 3, trees: 40);
        var rows = ProbeRows.For(Product, model).ToArray();

        foreach (var node in model.Ensemble.Trees.SelectMany(t => t.Nodes).Where(n => n.Categories is null))
        {
            var seen = rows.Select(r => r[node.Feature]).ToHashSet();
            seen.ShouldContain(node.Threshold);
            seen.ShouldContain(MathF.BitIncrement(node.Threshold));
            seen.ShouldContain(MathF.BitDecrement(node.Threshold));
            seen.ShouldContain(float.NaN);
        }
    }

    [Fact]
    public void Rows_over_the_ranges_stay_in_them_and_reach_their_ends()
    {
        var model = SomeModels.Constant(Product, ModelKind.Risk, 0.1);
        var rows = ProbeRows.For(Product, model).Take(ProbeRows.OverRanges).ToArray();

        foreach (var feature in Product.Applicant.Where(f => f is { Minimum: not null, Maximum: not null } && Product.Risk.Inputs.Contains(f.Name)))
        {
            var column = rows.Select(r => r[Product.Risk.Inputs.IndexOf(feature.Name)]).Where(v => !float.IsNaN(v)).ToArray();
            column.Min().ShouldBe((float)feature.Minimum!.Value);
            column.Max().ShouldBe((float)feature.Maximum!.Value);
        }
    }
}

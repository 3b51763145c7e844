using Finntelligence.Modelling.Fitting;

namespace Finntelligence.Modelling.Tests.Fitting;

public sealed class RowWeightsTests
{
    [Fact]
    public void Both_weights_multiply_and_without_any_each_row_counts_one()
    {
        RowWeights.Product(null, null).ShouldBeNull();
        RowWeights.Product([2, 3], null).ShouldBe([2, 3]);
        RowWeights.Product(null, [2, 3]).ShouldBe([2, 3]);
        RowWeights.Product([2, 3], [0.5f, 2]).ShouldBe([1, 6]);
    }
}

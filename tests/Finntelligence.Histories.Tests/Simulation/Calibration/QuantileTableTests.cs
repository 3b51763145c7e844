using Finntelligence.Histories.Simulation.Calibration;

namespace Finntelligence.Histories.Tests.Simulation.Calibration;

public sealed class QuantileTableTests
{
    private static readonly QuantileTable Table = new([.. Enumerable.Range(0, 21).Select(i => i * 10.0)]);

    [Theory]
    [InlineData(0, 100)]
    [InlineData(0.12665, 105)]
    [InlineData(-5, 0)]
    [InlineData(5, 200)]
    [InlineData(3.0902, 200)]
    [InlineData(1.6449, 170)]
    public void Values_between_quantiles_are_interpolated_and_beyond_them_cut_off(double score, double expected) =>
        Table.At(score).ShouldBe(expected, 1e-9);

    [Fact]
    public void Another_number_of_quantiles_is_refused() => Should.Throw<ArgumentException>(() => new QuantileTable(1, 2, 3));
}

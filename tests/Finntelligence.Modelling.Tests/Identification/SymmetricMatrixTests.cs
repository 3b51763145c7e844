using Finntelligence.Modelling.Identification;

namespace Finntelligence.Modelling.Tests.Identification;

public sealed class SymmetricMatrixTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(7, 40)]
    [InlineData(8, 40)]
    [InlineData(41, 100)]
    [InlineData(75, 200)]
    public void Rows_added_together_or_in_parts_are_rows_added_one_by_one_to_the_bit(int size, int count)
    {
        var random = new Random(size);
        double[] rows = [.. Enumerable.Range(0, size * count).Select(_ => random.NextDouble() - 0.4)], weights = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
        double[] b = [.. Enumerable.Range(0, size).Select(_ => random.NextDouble())];
        SymmetricMatrix together = new(size), inParts = new(size), single = new(size);

        together.AddRows(rows, weights);
        for (var part = 0; part < 3; part++)
            inParts.AddRows(rows, weights, part, 3);
        var plain = new double[size, size];
        for (var r = 0; r < count; r++)
        {
            single.Add(rows.AsSpan(r * size, size), weights[r]);
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j < size; j++)
                    plain[i, j] += weights[r] * rows[(r * size) + i] * rows[(r * size) + j];
            }
        }

        var x = single.Solve(b);
        together.Solve(b).ShouldBe(x);
        inParts.Solve(b).ShouldBe(x);
        for (var i = 0; i < size; i++)
            Enumerable.Range(0, size).Sum(j => plain[i, j] * x[j]).ShouldBe(b[i], 1e-8);
    }

    [Fact]
    public void Rows_of_another_width_are_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new SymmetricMatrix(3).AddRows([1, 2], [1]));
}

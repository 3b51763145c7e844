using Finntelligence.Experiments.Estimators;

namespace Finntelligence.Experiments.Tests.Estimators;

public sealed class StudentQuantileTests
{
    // Any table of Student's law.
    [Theory]
    [InlineData(0.95, 10, 1.812461, 1e-4)]
    [InlineData(0.975, 30, 2.042272, 1e-6)]
    [InlineData(0.95, 100, 1.660234, 1e-6)]
    [InlineData(0.05, 100, -1.660234, 1e-6)]
    [InlineData(0.995, 1000, 2.580755, 1e-6)]
    public void It_has_the_published_quantiles(double probability, double freedom, double expected, double tolerance) =>
        StudentQuantile.Of(probability, freedom).ShouldBe(expected, tolerance);
}

using Finntelligence.Histories.Simulation;
using Finntelligence.Histories.Simulation.Calibration;

namespace Finntelligence.Histories.Tests.Simulation.Calibration;

public sealed class LatentScoresTests
{
    [Theory]
    [InlineData(Trait.Income, Trait.LastAmount, 0.39)]
    [InlineData(Trait.LastAmount, Trait.LastTerm, 0.69)]
    [InlineData(Trait.Dormancy, Trait.Dependants, -0.34)]
    [InlineData(Trait.BureauScore, Trait.Educated, -0.24)]
    [InlineData(Trait.Dormancy, Trait.Educated, -0.03)]
    internal void Scores_are_standard_normal_with_the_declared_correlation(Trait first, Trait second, double expected)
    {
        const int Rows = 40_000;
        double a = 0, b = 0, aa = 0, bb = 0, ab = 0;
        for (int row = 0; row < Rows; row++)
        {
            double[] scores = LatentScores.Draw(new RowRandom(4, row));
            (double x, double y) = (scores[(int)first], scores[(int)second]);
            a += x;
            b += y;
            aa += x * x;
            bb += y * y;
            ab += x * y;
        }
        // Five standard errors of a mean (0.005), a variance (0.007) and a correlation (0.005).
        (a / Rows).ShouldBe(0, 0.025);
        (b / Rows).ShouldBe(0, 0.025);
        (aa / Rows).ShouldBe(1, 0.035);
        (bb / Rows).ShouldBe(1, 0.035);
        (ab / Rows).ShouldBe(expected, 0.025);
    }
}

using System.Globalization;
using Finntelligence.Modelling.Identification;

namespace Finntelligence.Modelling.Tests.Identification;

public sealed class PlacebosTests
{
    private const int Rows = 5000;
    private static readonly double[] Rests = Normals(1);

    [Fact]
    public void What_does_not_go_with_the_rate_explains_nothing()
    {
        var number = Placebos.Of("age", [.. Normals(2).Select(Text)], Rests)!;
        var group = Placebos.Of("branch", [.. Normals(3).Select(v => $"B{(int)(v * 10) % 40}")], Rests)!;

        foreach (var placebo in new[] { number, group })
        {
            placebo.Z.ShouldBeLessThan(IdentificationLimits.BeyondChance);
            placebo.Explained.ShouldBeInRange(-0.005, 0.005);
        }
    }

    [Fact]
    public void A_number_that_goes_with_the_rate_is_found_with_its_share()
    {
        var placebo = Placebos.Of("age", [.. Normals(2).Select((v, i) => Text((0.2 * Rests[i]) + (Math.Sqrt(0.96) * v)))], Rests)!;

        placebo.Explained.ShouldBe(0.04, 0.012);
        placebo.Z.ShouldBeGreaterThan(IdentificationLimits.BeyondChance);
    }

    [Fact]
    public void A_group_that_goes_with_the_rate_is_found_also_where_it_is_missing_for_some()
    {
        var placebo = Placebos.Of("married", [.. Rests.Select((r, i) => i % 7 == 0 ? "" : r + (i % 3) > 1 ? "1" : "0")], Rests)!;

        placebo.Explained.ShouldBeGreaterThan(0.1);
        placebo.Z.ShouldBeGreaterThan(IdentificationLimits.BeyondChance);
    }

    [Fact]
    public void By_chance_alone_the_statistic_is_about_standard_normal()
    {
        double[] z = [.. Enumerable.Range(10, 300).Select(seed => Placebos.Of("g", [.. Normals(seed).Select(v => $"{(int)Math.Abs(v * 4) % 6}")], Rests)!.Z)];

        z.Average().ShouldBe(0, 0.25);
        Math.Sqrt(z.Average(v => v * v)).ShouldBe(1, 0.2);
    }

    [Fact]
    public void A_column_that_does_not_vary_is_no_placebo() => Placebos.Of("country", [.. Rests.Select(_ => "ZA")], Rests).ShouldBeNull();

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static double[] Normals(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Rows).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
    }
}

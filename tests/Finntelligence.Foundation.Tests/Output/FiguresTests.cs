using System.Globalization;
using Finntelligence.Foundation.Output;

namespace Finntelligence.Foundation.Tests.Output;

public sealed class FiguresTests
{
    [Fact]
    public void Numbers_are_written_alike_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberGroupSeparator = ".", NumberDecimalSeparator = "," } };
        try
        {
            Figures.Count(53_810).ShouldBe("53,810");
            Figures.Percent(0.0722).ShouldBe("7.22 %");
            Figures.Number(1234.5).ShouldBe("1,234.5");
            Figures.Number(double.NaN).ShouldBe("–");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}

using System.Globalization;
using Finntelligence.Histories.Reading;

namespace Finntelligence.Histories.Tests.Reading;

public sealed class WrittenNumberTests
{
    [Theory]
    [InlineData("$38,700.00", "38700", CellMarks.Currency | CellMarks.Thousands)]
    [InlineData("10.65%", "10.65", CellMarks.Percent)]
    [InlineData("10.65 %", "10.65", CellMarks.Percent)]
    [InlineData("36 months", "36", CellMarks.Unit)]
    [InlineData("10+ years", "10", CellMarks.Unit)]
    [InlineData("1,234,567.5", "1234567.5", CellMarks.Thousands)]
    [InlineData("1.234.567,5", "1234567.5", CellMarks.Thousands | CellMarks.DecimalComma)]
    [InlineData("1,5", "1.5", CellMarks.DecimalComma)]
    [InlineData("1 234,50 €", "1234.5", CellMarks.Currency | CellMarks.Thousands | CellMarks.DecimalComma)]
    [InlineData("1 234 567", "1234567", CellMarks.Thousands)]
    [InlineData("1'250.50", "1250.5", CellMarks.Thousands)]
    [InlineData("12,34,567.00", "1234567", CellMarks.Thousands)]
    [InlineData("(1,200)", "-1200", CellMarks.Parentheses | CellMarks.Thousands)]
    [InlineData("-$5.00", "-5", CellMarks.Currency)]
    [InlineData("$-5.00", "-5", CellMarks.Currency)]
    [InlineData("−5", "-5", CellMarks.None)]
    [InlineData("EUR 12.00", "12", CellMarks.Currency)]
    [InlineData("12.00 USD", "12", CellMarks.Currency)]
    [InlineData("R 1,200", "1200", CellMarks.Currency | CellMarks.Thousands)]
    [InlineData("1.5e-3", "0.0015", CellMarks.None)]
    [InlineData(".5", "0.5", CellMarks.None)]
    [InlineData("1250.-", "1250", CellMarks.None)]
    [InlineData("+7", "7", CellMarks.None)]
    public void A_number_is_read_however_it_is_written(string cell, string number, object marks)
    {
        WrittenNumber.Read(cell, null, out _, out var found).ShouldBe(number);
        found.ShouldBe((CellMarks)marks);
    }

    [Theory]
    [InlineData("1.234", "1234")]
    [InlineData("1,234", "1.234")]
    [InlineData("0,5", "0.5")]
    [InlineData("1.5", null)]
    [InlineData("1.234.567", "1234567")]
    [InlineData("12", "12")]
    public void In_a_column_of_decimal_commas_a_point_stands_between_thousands_only(string cell, string? number) =>
        WrittenNumber.Read(cell, true, out _, out _).ShouldBe(number);

    [Theory]
    [InlineData("1,234", "1234")]
    [InlineData("1.234", "1.234")]
    [InlineData("1,5", null)]
    [InlineData("1,23", null)]
    public void In_a_column_of_decimal_points_a_comma_stands_between_thousands_only(string cell, string? number) =>
        WrittenNumber.Read(cell, false, out _, out _).ShouldBe(number);

    [Theory]
    [InlineData("")]
    [InlineData("n/a")]
    [InlineData("< 1 year")]
    [InlineData("2011-12-01")]
    [InlineData("12:30")]
    [InlineData("1,23,4")]
    [InlineData("1.2.3")]
    [InlineData("12 of 36 months")]
    [InlineData("A1")]
    [InlineData("5 - 10")]
    [InlineData("12 34")]
    [InlineData("1e999")]
    [InlineData("3 is a lucky number")]
    [InlineData("$")]
    [InlineData("-")]
    [InlineData("...1")]
    public void What_is_no_number_is_not_made_one(string cell)
    {
        WrittenNumber.Read(cell, null, out _, out _).ShouldBeNull();
        WrittenNumber.Read(cell, true, out _, out _).ShouldBeNull();
        WrittenNumber.Read(cell, false, out _, out _).ShouldBeNull();
    }

    [Fact]
    public void Whatever_culture_wrote_it_the_number_is_the_same()
    {
        var random = new Random(7);
        // The signs of en, de, fr, de-CH, sv and en-ZA; the programs' own culture is the invariant one everywhere.
        foreach (var signs in new[] { ".,", ",.", ",\u202F", ".\u2019", ",\u00A0", ", " })
        {
            var format = new NumberFormatInfo { NumberDecimalSeparator = signs[..1], NumberGroupSeparator = signs[1..] };
            for (var i = 0; i < 300; i++)
            {
                var number = Math.Round((decimal)(random.NextDouble() * Math.Pow(10, random.Next(1, 9))), 2);
                var cell = number.ToString("N2", format);
                WrittenNumber.Read(cell, signs[0] == ',', out _, out _).ShouldNotBeNull(cell);
                decimal.Parse(WrittenNumber.Read(cell, signs[0] == ',', out _, out _)!, CultureInfo.InvariantCulture).ShouldBe(number, cell);
            }
        }
    }

    [Fact]
    public void Any_text_is_read_or_refused_and_never_throws()
    {
        var random = new Random(11);
        const string Alphabet = "0123456789.,-+()% $€'eE \u00A0amR";
        for (var i = 0; i < 100_000; i++)
        {
            var cell = new string([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]).Trim();
            foreach (var comma in new bool?[] { null, true, false })
            {
                if (WrittenNumber.Read(cell, comma, out _, out _) is { } number)
                    double.IsFinite(double.Parse(number, CultureInfo.InvariantCulture)).ShouldBeTrue(cell);
            }
        }
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using Finntelligence.Lending.Products;
using FsCheck;
using FsCheck.Fluent;

namespace Finntelligence.Lending.Tests.Products;

public sealed class ApplicantReaderTests
{
    private const string Good =
        """
        "riskCategory": "HIGH", "monthlyIncome": 3200, "bureauScore": 610, "applicationScore": 29, "priorLoans": 3,
        "monthsSinceLastLoan": 10, "lastLoanAmount": 1000, "lastLoanMonths": 4
        """;

    private const string Header = "risk,grossincome,itcscore,appscore,trcount,dormancy,lastamount,lastterm";

    [Fact]
    public void FromJson_Reads_an_applicant() =>
        Read($"{{{Good}}}").Applicant!.Values.ShouldBe([2, 3200, 610, 29, 3, 10, 1000, 4]);

    [Theory]
    [InlineData("\"monthlyIncome\": 3200, \"bureauScore\": 610,", "")]
    [InlineData("\"monthlyIncome\": 3200, \"bureauScore\": 610,", "\"monthlyIncome\": null, \"bureauScore\": null,")]
    public void FromJson_Takes_optional_members_as_missing(string old, string replacement)
    {
        var values = Read($"{{{Good.Replace(old, replacement, StringComparison.Ordinal)}}}").Applicant!.Values;

        values.ShouldBe([2, float.NaN, float.NaN, 29, 3, 10, 1000, 4]);
    }

    [Theory]
    [InlineData("\"riskCategory\": \"HIGH\",", "", "applicant.riskCategory", "Is required.")]
    [InlineData("\"HIGH\"", "null", "applicant.riskCategory", "Is required and must not be null.")]
    [InlineData("\"HIGH\"", "\"high\"", "applicant.riskCategory", "Must be one of \"LOW\", \"MEDIUM\", \"HIGH\".")]
    [InlineData("\"HIGH\"", "\"\\ud800\"", "applicant.riskCategory", "Must be one of \"LOW\", \"MEDIUM\", \"HIGH\".")]
    [InlineData("\"HIGH\"", "2", "applicant.riskCategory", "Must be a string, not a number.")]
    [InlineData("3200", "\"3200\"", "applicant.monthlyIncome", "Must be a number, not a string.")]
    [InlineData("3200", "{\"gross\": 1}", "applicant.monthlyIncome", "Must be a number, not an object.")]
    [InlineData("3200", "\"NaN\"", "applicant.monthlyIncome", "Must be a number, not a string.")]
    [InlineData("3200", "1e999", "applicant.monthlyIncome", "Must be a finite number.")]
    [InlineData("3200", "1e300", "applicant.monthlyIncome", "Must be between 100 and 100000 ZAR a month.")]
    [InlineData("3200", "-3200", "applicant.monthlyIncome", "Must be between 100 and 100000 ZAR a month.")]
    [InlineData("3200", "100000.0000000001", "applicant.monthlyIncome", "Must be between 100 and 100000 ZAR a month.")]
    [InlineData("610", "610.5", "applicant.bureauScore", "Must be a whole number.")]
    [InlineData("\"priorLoans\": 3", "\"priorLoans\": true", "applicant.priorLoans", "Must be a number, not true.")]
    [InlineData("\"priorLoans\": 3", "\"priorLoan\": 3", "applicant.priorLoan", "Is not known here. Did you mean \"priorLoans\"?")]
    [InlineData("\"priorLoans\": 3", "\"a b\": 3", "applicant['a b']", "Is not known here.")]
    [InlineData("\"priorLoans\": 3", "\"\\udfff\": 3", "applicant['\uFFFD']", "Is not known here.")]
    [InlineData("\"priorLoans\": 3", "\"priorLoans\": 3, \"priorLoans\": 4", "applicant.priorLoans", "Stands here more than once.")]
    public void FromJson_Names_a_fault_by_its_path(string old, string replacement, string path, string message)
    {
        var (applicant, faults) = Read($"{{{Good.Replace(old, replacement, StringComparison.Ordinal)}}}");

        applicant.ShouldBeNull();
        faults.ShouldHaveSingleItem().ShouldBe(new Fault(path, message));
    }

    [Theory]
    [InlineData("610.0")]
    [InlineData("6.1e2")]
    public void FromJson_Takes_a_whole_number_however_written(string text) =>
        Read($"{{{Good.Replace("610", text, StringComparison.Ordinal)}}}").Applicant!.Values[2].ShouldBe(610);

    [Theory]
    [InlineData("100")]
    [InlineData("100000")]
    public void FromJson_Takes_the_ends_of_a_range(string text) =>
        Read($"{{{Good.Replace("3200", text, StringComparison.Ordinal)}}}").Applicant.ShouldNotBeNull();

    [Fact]
    public void FromJson_Takes_an_escaped_name() =>
        Read($"{{{Good.Replace("\"priorLoans\"", "\"prior\\u004coans\"", StringComparison.Ordinal)}}}").Applicant!.Values[4].ShouldBe(3);

    [Fact]
    public void FromJson_Names_every_fault_at_once()
    {
        var (_, faults) = Read("""{ "riskCategory": 1, "monthlyIncome": 5, "age": 40, "bureauScore": "x", "applicationScore": null }""");

        faults.Select(f => f.Path).ShouldBe(
            [
                "applicant.riskCategory", "applicant.monthlyIncome", "applicant.age", "applicant.bureauScore", "applicant.applicationScore",
                "applicant.monthsSinceLastLoan", "applicant.lastLoanAmount", "applicant.lastLoanMonths",
            ]);
    }

    [Theory]
    [InlineData("null", "Must be an object, not null.")]
    [InlineData("[]", "Must be an object, not an array.")]
    [InlineData("\"x\"", "Must be an object, not a string.")]
    public void FromJson_Refuses_what_is_no_object(string json, string message) =>
        Read(json).Faults.ShouldHaveSingleItem().ShouldBe(new Fault("applicant", message));

    [Fact]
    public void FromJson_Leaves_earlier_faults_alone()
    {
        var faults = new List<Fault> { new("constraints", "Is wrong.") };
        using var json = JsonDocument.Parse($"{{{Good}}}");

        ApplicantReader.FromJson(ProductFile.CashLoan, json.RootElement, "applicant", faults).ShouldNotBeNull();
        faults.Count.ShouldBe(1);
    }

    [Fact]
    public void FromJson_Never_throws_whatever_the_members_hold()
    {
        var random = new Random(4711);
        string[] values = ["null", "true", "\"\\ud800\"", "\"\"", "[]", "{}", "-0", "1e-9999", "1e9999", "-1e308", "12345678901234567890123456789012345678901234567890"];
        string[] names = [.. ProductFile.CashLoan.Applicant.Select(f => f.Name), "", "\\u0000", "\\udc00x", "x.y", "note"];
        for (var i = 0; i < 5_000; i++)
        {
            var members = Enumerable.Range(0, random.Next(12))
                .Select(_ => $"\"{names[random.Next(names.Length)]}\":{values[random.Next(values.Length)]}");
            var (applicant, faults) = Read($"{{{string.Join(',', members)}}}");
            (applicant is null).ShouldBe(faults.Count > 0);
        }
    }

    [Fact]
    public void FromCsv_Reads_a_row()
    {
        var implausible = new Dictionary<string, int>();
        using var row = CsvText.FirstRow(Header, "LOW,3.2,610,29.5,3,0,1000,4");

        ApplicantReader.FromCsv(ProductFile.CashLoan, row, implausible).Values.ShouldBe([0, 3200, 610, 29.5f, 3, 0, 1000, 4]);
        implausible.ShouldBeEmpty();
    }

    [Fact]
    public void FromCsv_Takes_empty_cells_and_the_declared_texts_as_missing()
    {
        var implausible = new Dictionary<string, int>();
        using var row = CsvText.FirstRow(Header, ", ,0,,,,,");

        ApplicantReader.FromCsv(ProductFile.CashLoan, row, implausible).Values.ShouldAllBe(v => float.IsNaN(v));
        implausible.ShouldBeEmpty();
    }

    [Fact]
    public void FromCsv_Counts_implausible_values_and_takes_them_as_missing()
    {
        var implausible = new Dictionary<string, int> { ["monthlyIncome"] = 1 };
        using var row = CsvText.FirstRow(Header, "SOME,4500,10,1e40,2.5,0,1000,4");

        ApplicantReader.FromCsv(ProductFile.CashLoan, row, implausible).Values.ShouldBe(
            [float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, 0, 1000, 4]);
        implausible.ShouldBe(
            new Dictionary<string, int>
            {
                ["monthlyIncome"] = 2,
                ["riskCategory"] = 1,
                ["bureauScore"] = 1,
                ["applicationScore"] = 1,
                ["priorLoans"] = 1,
            },
            ignoreOrder: true);
    }

    [Fact]
    public void FromCsv_Refuses_a_cell_that_is_no_number()
    {
        using var row = CsvText.FirstRow(Header, "LOW,much,610,29.5,3,0,1000,4");

        Should.Throw<InvalidHistoryException>(() => ApplicantReader.FromCsv(ProductFile.CashLoan, row, new Dictionary<string, int>()))
            .Message.ShouldBe("Line 2, column \"grossincome\": the cell is not a finite number.");
    }

    [Fact]
    public void A_csv_row_and_a_json_applicant_give_the_same_bits() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Applicants(), a =>
        {
            var product = ProductFile.CashLoan;
            var fromJson = Read(a.Json).Applicant.ShouldNotBeNull(a.Json);
            using var row = CsvText.FirstRow(Header, a.Csv);
            var implausible = new Dictionary<string, int>();
            var fromCsv = ApplicantReader.FromCsv(product, row, implausible);
            implausible.ShouldBeEmpty(a.Csv);
            foreach (var kind in Enum.GetValues<ModelKind>())
                Bits(product, kind, fromCsv, a.Offer).ShouldBe(Bits(product, kind, fromJson, a.Offer), $"{a.Csv} {a.Json}");
        }));

    private static int[] Bits(ProductDefinition product, ModelKind kind, Applicant applicant, OfferTerms offer)
    {
        var encoder = new FeatureEncoder(product, kind);
        var row = new float[encoder.Features.Length];
        encoder.Encode(applicant, OfferVector.Of(offer), row);
        return [.. row.Select(BitConverter.SingleToInt32Bits)];
    }

    [Fact]
    public void Reading_Stops_Where_Faults_Are_No_Longer_Reported()
    {
        var (applicant, faults) = Read($"{{{string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"unknown{i}\":{i}"))}}}");

        applicant.ShouldBeNull();
        faults.Count.ShouldBeInRange(Fault.MostReported + 1, Fault.MostReported + 1 + ProductFile.CashLoan.Applicant.Length);
    }

    private static (Applicant? Applicant, List<Fault> Faults) Read(string text)
    {
        var faults = new List<Fault>();
        using var json = JsonDocument.Parse(text);
        return (ApplicantReader.FromJson(ProductFile.CashLoan, json.RootElement, "applicant", faults), faults);
    }

    /// <summary>The same random applicant twice: as a client writes it and as a file of history holds it.</summary>
    private static Arbitrary<(string Json, string Csv, OfferTerms Offer)> Applicants()
    {
        var columns = ProductFile.CashLoan.Applicant.Select(Cells).ToArray();
        var cells = columns.Aggregate(
            Gen.Constant(new List<(string Json, string Csv)>()),
            (all, column) => from before in all from cell in column select before.Append(cell).ToList());
        return (from row in cells
                from amount in Gen.Choose(2, 100)
                from months in Gen.Elements(4, 6, 12)
                from rate in Gen.Choose(13, 47)
                select (
                    "{" + string.Join(",", row.Select(c => c.Json).Where(j => j.Length > 0)) + "}",
                    string.Join(",", row.Select(c => c.Csv)),
                    new OfferTerms(amount * 100, months, rate * 0.25m))).ToArbitrary();
    }

    private static Gen<(string Json, string Csv)> Cells(ApplicantFeature feature)
    {
        if (feature.Kind == ApplicantFeatureKind.Category)
            return from value in Gen.Elements(feature.Values.ToArray()) select ($"\"{feature.Name}\":\"{value}\"", value);
        // Digits after the point in the file; scaled up they are fewer in the request.
        var decimals = feature.Kind == ApplicantFeatureKind.Integer ? 0 : 6;
        var present =
            from share in Gen.Choose(0, 1_000_000)
            from places in Gen.Choose(0, decimals)
            from zeros in Gen.Choose(0, feature.Kind == ApplicantFeatureKind.Integer ? 0 : 3)
            let range = (feature.Maximum!.Value - feature.Minimum!.Value) / feature.Source.Scale
            let least = feature.Minimum!.Value / feature.Source.Scale
            let stored = Math.Clamp(decimal.Round(least + range * share / 1_000_000m, places), least, least + range)
            select (
                $"\"{feature.Name}\":{(stored * feature.Source.Scale).ToString(CultureInfo.InvariantCulture)}",
                Padded(stored, zeros));
        var missing = from nothing in Gen.Elements($"\"{feature.Name}\":null", "") select (nothing, "");
        return feature.Required ? present : Gen.Frequency((4, present), (1, missing));
    }

    private static string Padded(decimal value, int zeros)
    {
        var text = new StringBuilder(value.ToString(CultureInfo.InvariantCulture));
        if (zeros > 0 && !text.ToString().Contains('.', StringComparison.Ordinal))
            text.Append('.');
        return text.Append('0', zeros).ToString();
    }
}

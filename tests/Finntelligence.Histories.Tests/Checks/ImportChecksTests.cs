using Finntelligence.Histories.Checks;
using Finntelligence.Histories.Sources;

namespace Finntelligence.Histories.Tests.Checks;

public sealed class ImportChecksTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_file_there_are_no_checks() => ImportChecks.Load(_folder.File("none.json")).Checks.ShouldBeEmpty();

    [Theory]
    [InlineData("""{"figure":"n","measure":"rows","expected":5}""", 5)]
    [InlineData("""{"figure":"n","measure":"rows","where":{"kind":"A"},"expected":3}""", 3)]
    [InlineData("""{"figure":"n","measure":"rows","where":{"kind":"A","x":1},"expected":1}""", 1)]
    [InlineData("""{"figure":"n","measure":"rows","where":{"x":null},"expected":1}""", 1)]
    [InlineData("""{"figure":"n","measure":"missing","column":"x","expected":1}""", 1)]
    [InlineData("""{"figure":"n","measure":"distinct","column":"kind","expected":2}""", 2)]
    [InlineData("""{"figure":"n","measure":"mean","column":"x","expected":2.5}""", 2.5)]
    [InlineData("""{"figure":"n","measure":"mean","column":"x","dividedBy":"y","expected":0.6875}""", 0.6875)]
    [InlineData("""{"figure":"n","measure":"minimum","column":"x","expected":1}""", 1)]
    [InlineData("""{"figure":"n","measure":"maximum","column":"x","expected":4}""", 4)]
    [InlineData("""{"figure":"n","measure":"shareAbove","column":"x","above":2,"expected":0.5}""", 0.5)]
    [InlineData("""{"figure":"n","measure":"shareAbove","column":"x","dividedBy":"y","above":0.25,"expected":0.5}""", 0.5)]
    public void Every_measure_is_what_its_name_says(string check, double expected)
    {
        CheckResult result = Run(check);
        result.Found.ShouldBe(expected);
        result.Passed.ShouldBeTrue();
    }

    [Fact]
    public void A_tolerance_is_inclusive_and_a_figure_beyond_it_fails()
    {
        Run("""{"figure":"n","measure":"rows","expected":7,"tolerance":2}""").Passed.ShouldBeTrue();
        Run("""{"figure":"n","measure":"rows","expected":7.5,"tolerance":2}""").Passed.ShouldBeFalse();
    }

    [Fact]
    public void A_figure_of_no_rows_fails() =>
        Run("""{"figure":"n","measure":"mean","column":"x","where":{"kind":"Z"},"expected":0,"tolerance":100}""").Passed.ShouldBeFalse();

    [Fact]
    public void A_column_that_is_not_there_is_named() =>
        Should.Throw<InvalidSourceException>(() => Run("""{"figure":"the mean","measure":"mean","column":"q","expected":0}"""))
            .Message.ShouldBe("There is no column q, which the check of the mean needs.");

    [Fact]
    public void A_text_where_a_number_is_measured_is_named_with_its_place() =>
        Should.Throw<InvalidSourceException>(() => Run("""{"figure":"n","measure":"mean","column":"kind","expected":0}"""))
            .Message.ShouldBe("Row 1, column kind: a number is expected, not 'A'.");

    [Theory]
    [InlineData("""{"figure":"n","measure":"median","expected":5}""", "$.checks[0].measure")]
    [InlineData("""{"figure":"n","measure":"rows"}""", "expected")]
    [InlineData("""{"figure":"n","measure":"rows","expected":1,"tolerence":1}""", "tolerence")]
    [InlineData("""{"figure":"n","measure":"mean","expected":1}""", "checks[0]: mean needs a column")]
    [InlineData("""{"figure":"n","measure":"rows","column":"x","expected":1}""", "checks[0]: rows takes no column")]
    [InlineData("""{"figure":"n","measure":"shareAbove","column":"x","expected":1}""", "checks[0]: shareAbove needs above")]
    [InlineData("""{"figure":"n","measure":"mean","column":"x","above":1,"expected":1}""", "checks[0]: above belongs to shareAbove")]
    [InlineData("""{"figure":"n","measure":"rows","expected":1,"tolerance":-1}""", "tolerance 0 or more")]
    [InlineData("""{"figure":"n","measure":"rows","where":{"x":[1]},"expected":1}""", "where compares")]
    [InlineData("""{"figure":"n","measure":"distinct","column":"x","dividedBy":"y","expected":1}""", "checks[0]: distinct takes no dividedBy")]
    [InlineData("{", "fault at")]
    public void A_faulty_declaration_is_refused_with_the_place(string check, string message) =>
        Should.Throw<InvalidSourceException>(() => Run(check)).Message.ShouldContain(message);

    [Fact]
    public void Checks_must_be_there() =>
        Should.Throw<InvalidSourceException>(() => ImportChecks.Load(_folder.Write("c.json", """{"source":"s"}"""))).Message.ShouldContain("checks");

    private CheckResult Run(string check)
    {
        ImportChecks checks = ImportChecks.Load(_folder.Write("checks.json", $$"""{"source":"s","checks":[{{check}}]}"""));
        var columns = new TableColumns(["kind", "x", "y"]);
        var run = new CheckRun(checks.Checks.Single(), columns);
        foreach (string[] cells in new string[][] { ["A", "1", "8"], ["A", "2", "8"], ["B", "3", "8"], ["B", "4", "2"], ["A", "", "8"] })
        {
            columns.Row++;
            run.Add(columns, cells);
        }
        return run.Result();
    }
}

using Finntelligence.Foundation.Output;
using Finntelligence.Training.Output;
using Spectre.Console;

namespace Finntelligence.Training.Tests.Output;

public sealed class TableLayoutTests
{
    private static readonly ReportTable Wide = new(
        "Models of cash-loan, with a title that is longer than some of the widths at which this table is shown to a person",
        [
            new("model"), new("version", true), new("aliases"), new("created", Rank: 1), new("data", Rank: 2), new("AUC", true),
            new("log-loss", true), new("calibration error", true, Rank: 1), new("verdict"), new("sha256", Rank: 3),
        ],
        [
            ["acceptance", "12", "production, staging", "2026-11-27 02:41", "history.csv 0123456789ab", "0.71264", "0.23934", "0.00381", "keeps every promise", "3fbe5243c682"],
            ["risk", "1,204", "", "2026-11-27 02:41", "history.csv 0123456789ab", "0.70953", "0.39362", "0.02282", "FAILED", "67ed38ba6c47"],
        ]);

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    [InlineData(160)]
    public void No_line_is_wider_than_the_terminal_and_no_word_is_broken(int width)
    {
        string text = Render(Wide, width);

        text.Split('\n').ShouldAllBe(line => line.TrimEnd('\r').Length <= width);
        foreach (int column in TableLayout.Of(Wide, width).Columns)
        {
            foreach (string word in Wide.Rows.SelectMany(row => row[column].Split(' ')).Append(Wide.Columns[column].Heading.Split(' ')[0]))
                text.ShouldContain(word);
        }
    }

    [Fact]
    public void What_there_is_no_room_for_is_named()
    {
        string text = Render(Wide, 80);

        text.ShouldNotContain("67ed38ba6c47");
        text.ReplaceLineEndings(" ").ShouldContain("No room here for: created, data, calibration error, sha256. A wider terminal or --json shows all.");
        text.ShouldContain("FAILED");
    }

    [Fact]
    public void The_greatest_rank_goes_first_and_of_equal_ones_the_rightmost()
    {
        var table = new ReportTable("t", [new("aaaaaaaaaa"), new("bbbbbbbbbb"), new("cccccccccc", Rank: 1), new("dddddddddd")], []);

        TableLayout.Of(table, 53).Columns.ShouldBe([0, 1, 2, 3]);
        TableLayout.Of(table, 52).Columns.ShouldBe([0, 1, 3]);
        TableLayout.Of(table, 39).Columns.ShouldBe([0, 1]);
    }

    [Fact]
    public void A_text_of_several_words_takes_several_lines_before_a_column_goes()
    {
        var table = new ReportTable("t", [new("name"), new("why")], [["a", "the words of a long reason"]]);

        TableLayout layout = TableLayout.Of(table, 20);

        layout.Columns.ShouldBe([0, 1]);
        layout.Widths.ShouldBe([4, 9]);
        Render(table, 20).ShouldContain("reason");
    }

    [Fact]
    public void Numbers_stay_on_one_line_even_with_blanks_in_them()
    {
        var table = new ReportTable("t", [new("a"), new("interval", true)], [["b", "[-0.1, 0.6]"]]);

        TableLayout.Of(table, 19).Columns.ShouldBe([0, 1]);
        TableLayout.Of(table, 18).IsList.ShouldBeTrue();
    }

    [Fact]
    public void Where_not_even_two_columns_fit_each_row_is_a_list_with_nothing_cut()
    {
        string path = "/a/" + new string('x', 100);
        var table = new ReportTable("t", [new("file"), new("bytes", true)], [[path, "12"]]);

        string text = Render(table, 40);

        text.ReplaceLineEndings("\n").ShouldContain("- file:\n    " + path + "\n");
        text.ShouldContain("  bytes: 12");
    }

    private static string Render(ReportTable table, int width)
    {
        var output = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = width;
        new TerminalReporter(console, TextWriter.Null).Table(table);
        return output.ToString();
    }
}

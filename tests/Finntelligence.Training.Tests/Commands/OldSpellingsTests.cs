using Finntelligence.Training.Commands;

namespace Finntelligence.Training.Tests.Commands;

public sealed class OldSpellingsTests
{
    [Theory]
    [InlineData("models promote both --to production --why better", "models promote both --alias production --reason better")]
    [InlineData("models rollback --why=worse --json", "models rollback --reason=worse --json")]
    [InlineData("runs files latest --fetch a.txt --to out", "runs files latest --fetch a.txt --out out")]
    [InlineData("--json score --models:staging --in x", "--json score --alias:staging --in x")]
    [InlineData("report --models staging", "report --alias staging")]
    [InlineData("data push --to x", "data push --to x")]
    [InlineData("models list --why x", "models list --why x")]
    [InlineData("", "")]
    public void What_was_called_otherwise_once_goes_on_working(string before, string now) =>
        string.Join(' ', OldSpellings.Replace(before.Split(' '))).ShouldBe(now);

    [Fact]
    public async Task Help_has_one_word_for_one_thing()
    {
        using var console = new TestConsole();
        foreach (string command in (string[])["models promote", "models rollback", "score", "frontier", "monitor", "report"])
        {
            string help = await console.SayAsync([.. command.Split(' '), "--help"]);
            help.ShouldContain("--alias");
            foreach (string old in (string[])["--to ", "--why", "--models "])
                help.ShouldNotContain(old, Case.Sensitive, command);
        }
    }

    [Theory]
    [InlineData("data import", "raw/history.csv")]
    [InlineData("data simulate", "simulated.csv.gz")]
    [InlineData("data add x", ".dvc")]
    [InlineData("data commit", "dvc.lock")]
    [InlineData("train", "models/<product>/metrics.json")]
    [InlineData("evaluate", "evaluation.json")]
    [InlineData("report", "report.html")]
    [InlineData("models promote", "registry.json")]
    [InlineData("models rollback", "registry.json")]
    [InlineData("models export", ".onnx")]
    [InlineData("models import", "models/<product>")]
    [InlineData("frontier", "offers.csv")]
    [InlineData("score", "<out>.errors.csv")]
    public async Task A_command_that_writes_says_where(string command, string file)
    {
        using var console = new TestConsole();
        // Help wraps its lines between words.
        string help = await console.SayAsync([.. command.Split(' '), "--help"]);
        string.Join(' ', help.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)).ShouldContain(file);
    }
}

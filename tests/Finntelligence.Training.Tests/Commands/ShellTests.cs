namespace Finntelligence.Training.Tests.Commands;

public sealed class ShellTests : IDisposable
{
    private readonly TestConsole _console = new();

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task Without_arguments_it_says_what_is_possible()
    {
        (await _console.RunAsync()).ShouldBe(0);
        _console.Output.ShouldContain("Commands:");
        _console.Output.ShouldContain("data");
    }

    [Theory]
    [InlineData("dat")]
    [InlineData("data")]
    [InlineData("data import")]
    [InlineData("data import --from x --sometimes")]
    [InlineData("data import --from x --product ../y")]
    [InlineData("data simulate --rows x")]
    [InlineData("data simulate --rows 0")]
    [InlineData("data simulate --rows 99999999999999999999")]
    [InlineData("data simulate --seed -1")]
    public async Task A_mistake_is_one_line_on_standard_error_and_exit_code_1(string line)
    {
        (await _console.RunAsync(line.Split(' '))).ShouldBe(1);
        _console.Output.ShouldBeEmpty();
        _console.Error.TrimEnd('\n').ShouldNotContain("\n");
        _console.Error.ShouldNotContain("   at ");
        _console.Error.ShouldNotContain("defect");
        _console.Error.Length.ShouldBeGreaterThan(20);
    }
}

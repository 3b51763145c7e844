using Finntelligence.ModelOps.Workspaces;
using Finntelligence.Training.Commands;

namespace Finntelligence.Training.Tests.Commands;

/// <summary>A workspace of its own, and what a command says there.</summary>
internal sealed class TestConsole : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public TestConsole()
    {
        Directory.CreateDirectory(Folder.File("models"));
        Directory.CreateDirectory(Folder.File("data/cash-loan"));
    }

    public TestFolder Folder { get; } = new();

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public Task<int> RunAsync(params string[] args) => RunAsync(CancellationToken.None, args);

    public Task<int> RunAsync(CancellationToken cancellation, params string[] args)
    {
        var host = new ConsoleHost { Output = _output, Error = _error, Workspace = () => new Workspace(Folder.Path) };
        return Shell.RunAsync(args, host, cancellation);
    }

    public void Dispose() => Folder.Dispose();
}

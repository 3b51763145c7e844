using Finntelligence.Foundation.Output;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Workspaces;
using Finntelligence.Training.Commands;
using Finntelligence.Training.Running;

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

    /// <summary>The commit that a run finds itself at.</summary>
    public CodeState Code { get; set; } = new("0123456789abcdef0123456789abcdef01234567", true);

    /// <summary>The environment; the real one does not reach the commands.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>What answers HTTP.</summary>
    public HttpMessageHandler? Network { get; set; }

    /// <summary>The terminal; null where output is redirected.</summary>
    public Spectre.Console.IAnsiConsole? Terminal { get; set; }

    /// <summary>What commands speak with instead of plain lines.</summary>
    public IReporter? Voice { get; set; }

    public Workspace Workspace => new(Folder.Path);

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    /// <summary>What standard input holds.</summary>
    public byte[] Input { get; set; } = [];

    /// <summary>What went to standard output as bytes.</summary>
    public MemoryStream OutputBytes { get; } = new();

    /// <summary>Gives the workspace the shipped product and the shipped models.</summary>
    public void ShipModels()
    {
        foreach (string path in (string[])["data/cash-loan/product.json", "models/cash-loan/registry.json"])
            Folder.Write(path, File.ReadAllBytes(Repository.File(path)));
        string models = Repository.File("models/cash-loan");
        foreach (string zip in Directory.EnumerateFiles(models, "model.zip", SearchOption.AllDirectories))
            Folder.Write(Path.Combine("models/cash-loan", Path.GetRelativePath(models, zip)), File.ReadAllBytes(zip));
    }

    public Task<int> RunAsync(params string[] args) => RunAsync(CancellationToken.None, args);

    public Task<int> RunAsync(CancellationToken cancellation, params string[] args)
    {
        var host = new ConsoleHost
        {
            Output = _output,
            Error = _error,
            Terminal = Terminal,
            Workspace = () => Workspace,
            Surroundings = new() { Variable = name => Variables.GetValueOrDefault(name), Network = Network },
            Code = () => Code,
            Voice = Voice is { } voice ? _ => voice : null,
            OpenInput = () => new MemoryStream(Input),
            OpenOutput = () => new KeptStream(OutputBytes),
        };
        return Shell.RunAsync(args, host, cancellation);
    }

    /// <summary>Runs a command that must succeed, and forgets what was said before.</summary>
    public async Task<string> SayAsync(params string[] args)
    {
        Forget();
        (await RunAsync(args)).ShouldBe(0, Error);
        return Output;
    }

    public void Forget()
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
    }

    public void Dispose() => Folder.Dispose();

    /// <summary>Writes into another stream, which stays open.</summary>
    private sealed class KeptStream(MemoryStream kept) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => kept.Write(buffer);

        public override void Write(byte[] buffer, int offset, int count) => kept.Write(buffer, offset, count);
    }
}

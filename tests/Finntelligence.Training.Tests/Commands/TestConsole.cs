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
            Workspace = () => new Workspace(Folder.Path),
            OpenInput = () => new MemoryStream(Input),
            OpenOutput = () => new KeptStream(OutputBytes),
        };
        return Shell.RunAsync(args, host, cancellation);
    }

    public void Dispose() => Folder.Dispose();

    /// <summary>Writes into another stream, which stays open.</summary>
    private sealed class KeptStream(MemoryStream kept) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => kept.Write(buffer);

        public override void Write(byte[] buffer, int offset, int count) => kept.Write(buffer, offset, count);
    }
}

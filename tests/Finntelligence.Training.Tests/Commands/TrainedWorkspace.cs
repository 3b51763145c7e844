using System.Text.Json.Nodes;
using Finntelligence.Testing;
using Finntelligence.Training.Tests.Commands.Models;

namespace Finntelligence.Training.Tests.Commands;

/// <summary>A workspace in which one small training was done and its models put into production. Tests take copies of it, since a training takes seconds.</summary>
public sealed class TrainedWorkspace : IAsyncLifetime
{
    /// <summary>As few rows as still hold every label in every fold.</summary>
    public const string Rows = "1500";

    private readonly TestConsole _console = new();

    /// <summary>
    /// The shipped product with our own learner named, so that tests know which version is which; how both trainers compete is in
    /// TournamentCommandTests.
    /// </summary>
    public static string ProductOfOneTrainer()
    {
        JsonNode product = JsonNode.Parse(File.ReadAllText(Repository.File("data/cash-loan/product.json")))!;
        foreach (var kind in (string[])["risk", "acceptance"])
            product["models"]![kind]!["trainer"] = "MonotoneFastTree";
        return product.ToJsonString();
    }

    /// <summary>What the training said.</summary>
    public string Output { get; private set; } = "";

    public async Task InitializeAsync()
    {
        _console.Folder.Write("data/cash-loan/product.json", ProductOfOneTrainer());
        // The twin's rates are random, and with that declared each row counts one.
        _console.Folder.Write("data/cash-loan/experiment.json", File.ReadAllBytes(Repository.File("data/cash-loan/experiment.json")));
        await _console.SayAsync("data", "simulate", "--rows", Rows);
        Output = await _console.SayAsync("train", "--threads", "2");
        // The twin's models go there for a test's sake only.
        await _console.SayAsync("models", "promote", "both", "--alias", "production", "--force", "--reason", "a test");
    }

    public Task DisposeAsync()
    {
        _console.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>A workspace of the test's own.</summary>
    internal TestConsole Copy(bool withModels = true)
    {
        var copy = new TestConsole();
        foreach (var file in Directory.EnumerateFiles(_console.Folder.Path, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(_console.Folder.Path, file);
            if (withModels || relative.StartsWith("data", StringComparison.Ordinal))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(copy.Folder.File(relative))!);
                File.Copy(file, copy.Folder.File(relative));
            }
        }
        return copy;
    }
}

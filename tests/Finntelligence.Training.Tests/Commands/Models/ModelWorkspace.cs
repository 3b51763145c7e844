using System.Collections.Immutable;
using System.Text.Json;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Tests.Versions;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;
using ModelKind = Finntelligence.Lending.Products.ModelKind;

namespace Finntelligence.Training.Tests.Commands.Models;

/// <summary>A workspace with the cash-loan product, small models made by hand, and the console.</summary>
internal sealed class ModelWorkspace : IDisposable
{
    public ModelWorkspace()
    {
        Console.Folder.Write("data/cash-loan/product.json", File.ReadAllBytes(Repository.File("data/cash-loan/product.json")));
        Product = ProductLoader.Load(Console.Folder.File("data/cash-loan/product.json"));
        Registry = new LocalModelRegistry(Console.Folder.File("models/cash-loan"), TimeProvider.System);
    }

    public TestConsole Console { get; } = new();

    public ProductDefinition Product { get; }

    public LocalModelRegistry Registry { get; }

    /// <summary>Registers a model that its leaves tell apart from others.</summary>
    public int Register(
        ModelKind kind, double leaf = 0.5, ImmutableSortedDictionary<string, double>? metrics = null, bool monotone = true, char data = 'a')
    {
        var contents = SomeArtifacts.Of(Product, kind, monotone ? leaf : -leaf, metrics ?? SomeArtifacts.GoodMetrics, data);
        byte[] zip = ModelArtifact.Write(Product, contents);
        return Registry.Register(ModelKinds.NameOf(kind), zip, SomeArtifacts.Describe(contents)).Version.Entry.Version;
    }

    /// <summary>Both kinds, at version 1, in production.</summary>
    public void RegisterProduction() => Registry.MoveTogether(
        "production", [new("risk", Register(ModelKind.Risk)), new("acceptance", Register(ModelKind.Acceptance))], "trained");

    public Task<int> RunAsync(string line, params string[] more) => Console.RunAsync([.. line.Split(' '), .. more]);

    /// <summary>Runs with --json.</summary>
    public async Task<(int Code, JsonElement Document)> RunJsonAsync(string line, params string[] more)
    {
        int before = Console.Output.Length;
        int code = await RunAsync(line, [.. more, "--json"]);
        return (code, JsonDocument.Parse(Console.Output[before..]).RootElement);
    }

    public int? Alias(string kind, string alias = "production") =>
        Registry.Read().Kind(kind).Aliases.TryGetValue(alias, out int version) ? version : null;

    public void Dispose() => Console.Dispose();
}

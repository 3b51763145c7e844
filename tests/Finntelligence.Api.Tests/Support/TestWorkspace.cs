using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Api.Tests.Support;

/// <summary>A folder of its own with the shipped product and models made by hand.</summary>
internal sealed class TestWorkspace : IDisposable
{
    public const string ProductName = "cash-loan";
    private const string Alias = "production";

    private readonly Workspace _workspace;

    public TestWorkspace()
    {
        _workspace = new Workspace(Directory.CreateTempSubdirectory("finntelligence-api-").FullName);
        Directory.CreateDirectory(_workspace.DataFolder(ProductName));
        Directory.CreateDirectory(_workspace.ModelFolder(ProductName));
        File.Copy(new Workspace(Repository.Root).ProductFile(ProductName), ProductFile);
        Product = ProductLoader.Load(ProductFile);
        Registry = new LocalModelRegistry(_workspace.ModelFolder(ProductName), TimeProvider.System) { User = "tester" };
    }

    public string Root => _workspace.Root;

    public string ProductFile => _workspace.ProductFile(ProductName);

    /// <summary>The product as it was at first.</summary>
    public ProductDefinition Product { get; private set; }

    public LocalModelRegistry Registry { get; }

    /// <summary>A workspace whose production models are hand-made.</summary>
    public static TestWorkspace WithModels()
    {
        var workspace = new TestWorkspace();
        workspace.Promote(TestModels.Risk(workspace.Product), TestModels.Acceptance(workspace.Product));
        return workspace;
    }

    /// <summary>Changes product.json.</summary>
    public void ChangeProduct(Action<JsonNode> change)
    {
        var json = JsonNode.Parse(File.ReadAllText(ProductFile))!;
        change(json);
        AtomicFile.WriteAllText(ProductFile, json.ToJsonString());
        Product = ProductLoader.Load(ProductFile);
    }

    /// <summary>Registers both zips and points the alias at them in one step.</summary>
    public (string Risk, string Acceptance) Promote(byte[] risk, byte[] acceptance)
    {
        var versions = (Risk: Register("risk", risk), Acceptance: Register("acceptance", acceptance));
        Registry.MoveTogether(Alias, [new AliasTarget("risk", versions.Risk), new AliasTarget("acceptance", versions.Acceptance)], "test", forced: true);
        return (Hash(risk), Hash(acceptance));
    }

    public int Register(string kind, byte[] zip) =>
        Registry.Register(kind, zip, new VersionInfo(new DataReference("made-up.csv", "0", "0"), new Dictionary<string, string>(), 1, "1.0.0"))
            .Version.Entry.Version;

    /// <summary>The file of the model in production.</summary>
    public string FileOf(string kind) => Registry.Resolve(kind, Alias).Path;

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Experiments.Definitions;

/// <summary>data/&lt;product&gt;/pricing-experiment.json.</summary>
public static class ExperimentFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "pricing-experiment.json";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Where a product's lies.</summary>
    public static string PathOf(Workspace workspace, string product) => Path.Combine(workspace.DataFolder(product), Name);

    /// <summary>A product's experiment; null where it has none.</summary>
    /// <exception cref="InvalidExperimentException">The file has faults.</exception>
    public static PricingExperiment? Find(string path, ProductDefinition product) =>
        File.Exists(path) ? ExperimentReader.Read(Utf8File.ReadAllBytes(path), product) : null;

    /// <summary>Adds a version that is like the last but for its state; the rest of the file stays as it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="product">What it is of.</param>
    /// <param name="state">The new state.</param>
    /// <param name="at">When.</param>
    /// <param name="by">Who.</param>
    /// <param name="why">Why; not blank.</param>
    /// <returns>The experiment as it is now.</returns>
    /// <exception cref="RequestFaultException">There is no experiment, or it is in that state.</exception>
    public static PricingExperiment Change(string path, ProductDefinition product, ExperimentState state, DateTimeOffset at, string by, string why)
    {
        var before = Find(path, product) ?? throw new RequestFaultException($"There is no {path}, so no experiment runs.");
        if (before.Current.State == state)
            throw new RequestFaultException($"The experiment of {product.Name} is {state.ToString().ToLowerInvariant()} already, by version {before.Current.Version}.");
        var document = JsonNode.Parse(Utf8File.ReadAllBytes(path))!;
        var versions = document["versions"]!.AsArray();
        var next = versions[^1]!.DeepClone().AsObject();
        next["version"] = before.Current.Version + 1;
        next["at"] = (at < before.Current.At ? before.Current.At : at).ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture);
        next["by"] = by;
        next["why"] = why;
        next["state"] = JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
        versions.Add(next);
        string text = document.ToJsonString(Indented) + "\n";
        var after = ExperimentReader.Read(System.Text.Encoding.UTF8.GetBytes(text), product);
        AtomicFile.WriteAllText(path, text);
        return after;
    }
}

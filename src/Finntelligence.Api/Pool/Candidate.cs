using System.Security.Cryptography;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Api.Pool;

/// <summary>Bytes of a product and two models, read but not yet trusted.</summary>
internal sealed class Candidate
{
    private readonly byte[] _product;

    private Candidate(ModelLocations locations, byte[] product, byte[] risk, byte[] acceptance)
    {
        Locations = locations;
        _product = product;
        Risk = risk;
        Acceptance = acceptance;
        Identity = new CandidateIdentity(
            Hash(product), locations.Risk.Version, Hash(risk), locations.Acceptance.Version, Hash(acceptance));
    }

    public CandidateIdentity Identity { get; }

    /// <summary>Where the models were found.</summary>
    public ModelLocations Locations { get; }

    /// <summary>Bytes of the risk model.</summary>
    public byte[] Risk { get; }

    /// <summary>Bytes of the acceptance model.</summary>
    public byte[] Acceptance { get; }

    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Candidate Read(string productFile, ModelLocations locations) =>
        new(locations, File.ReadAllBytes(productFile), ReadModel(locations.Risk.Path), ReadModel(locations.Acceptance.Path));

    /// <summary>Verifies everything and asks the models once.</summary>
    /// <exception cref="InvalidProductException">The product has faults.</exception>
    /// <exception cref="InvalidModelException">A model is damaged, does not fit the product, or answers nonsense.</exception>
    public ModelSnapshot Load(DateTimeOffset since)
    {
        var product = ProductLoader.Parse(_product);
        var snapshot = new ModelSnapshot(
            product,
            Load(product, ModelKind.Risk, Locations.Risk, Risk, Identity.RiskSha256),
            Load(product, ModelKind.Acceptance, Locations.Acceptance, Acceptance, Identity.AcceptanceSha256),
            since);
        SmokeTest.Run(snapshot);
        return snapshot;
    }

    // A file this large is no model, and reading it could take the memory that the models in service need.
    private static byte[] ReadModel(string path) => new FileInfo(path) is { Exists: true, Length: > ModelArtifact.MaximumBytes and var length }
        ? throw new InvalidModelException($"{path} has {length} bytes, more than {ModelArtifact.MaximumBytes}.")
        : File.ReadAllBytes(path);

    private static ServedModel Load(ProductDefinition product, ModelKind kind, ModelLocation location, byte[] zip, string sha256)
    {
        if (location.Sha256 is { } expected && expected != sha256)
            throw new InvalidModelException($"{location.Path} has the sha256 {sha256}, the registry names {expected}.");
        try
        {
            return new ServedModel(ModelArtifact.Read(zip, product, kind), location.Version, location.Alias);
        }
        catch (InvalidModelException fault)
        {
            throw new InvalidModelException($"{location.Path}: {fault.Message}", fault);
        }
    }

    /// <summary>SHA-256, lower-case hex.</summary>
    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

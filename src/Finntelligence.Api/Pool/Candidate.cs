using System.Security.Cryptography;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool.Checks;
using Finntelligence.Decisions.Records;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
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
        new(locations, ModelFiles.Read(productFile), ModelFiles.Read(locations.Risk.Path), ModelFiles.Read(locations.Acceptance.Path));

    /// <summary>Checks that the files are those that the registry names.</summary>
    /// <exception cref="InvalidModelException">One is not.</exception>
    public void CheckHashes()
    {
        CheckHash(Locations.Risk, Identity.RiskSha256);
        CheckHash(Locations.Acceptance, Identity.AcceptanceSha256);
    }

    /// <summary>Verifies everything, has ML.NET confirm both models and asks them once.</summary>
    /// <exception cref="InvalidProductException">The product has faults.</exception>
    /// <exception cref="InvalidModelException">A model is damaged, does not fit the product, answers nonsense or other than ML.NET does.</exception>
    public ModelSnapshot Load(DateTimeOffset since)
    {
        CheckHashes();
        var product = ProductLoader.Parse(_product);
        var risk = Load(product, ModelKind.Risk, Locations.Risk, Risk);
        var acceptance = Load(product, ModelKind.Acceptance, Locations.Acceptance, Acceptance);
        var engine = new OfferEngine(product, risk.Model, acceptance.Model);
        var decider = new Decider(
            product.Name, _product, new DecidingModel(risk.Version, Risk), new DecidingModel(acceptance.Version, Acceptance), ServiceVersion.Text);
        var snapshot = new ModelSnapshot(product, risk, acceptance, engine, ConfirmedPair.Of(product, engine, this, since), decider, since);
        SmokeTest.Run(snapshot);
        return snapshot;
    }

    private static void CheckHash(ModelLocation location, string sha256)
    {
        if (location.Sha256 is { } expected && expected != sha256)
            throw new InvalidModelException($"{location.Path} has the sha256 {sha256}, the registry names {expected}.");
    }

    private static ServedModel Load(ProductDefinition product, ModelKind kind, ModelLocation location, byte[] zip)
    {
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

using System.Security.Cryptography;
using System.Text;

namespace Finntelligence.Decisions.Records;

/// <summary>
/// What decided: a product and two models, with their bytes. The log keeps them, so that a decision can be made again when nobody else
/// has these versions any more.
/// </summary>
public sealed class Decider
{
    /// <param name="product">Name of the product.</param>
    /// <param name="productJson">Bytes of product.json.</param>
    /// <param name="risk">The model of default.</param>
    /// <param name="acceptance">The model of take-up.</param>
    /// <param name="service">Version of the program.</param>
    public Decider(string product, ReadOnlyMemory<byte> productJson, DecidingModel risk, DecidingModel acceptance, string service)
    {
        Product = product;
        ProductJson = productJson;
        ProductSha256 = Hash(productJson.Span);
        Risk = risk;
        Acceptance = acceptance;
        Service = service;
        var identity = string.Join('\n', product, ProductSha256, risk.Version, risk.Sha256, acceptance.Version, acceptance.Sha256, service);
        Id = Hash(Encoding.UTF8.GetBytes(identity));
    }

    /// <summary>SHA-256 over what tells deciders apart: every service that shares a log gives the same decider the same id.</summary>
    public string Id { get; }

    public string Product { get; }

    public ReadOnlyMemory<byte> ProductJson { get; }

    public string ProductSha256 { get; }

    public DecidingModel Risk { get; }

    public DecidingModel Acceptance { get; }

    public string Service { get; }

    internal static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>A model that decides.</summary>
/// <param name="Version">In its registry.</param>
/// <param name="Zip">Bytes of the artifact.</param>
public sealed record DecidingModel(string Version, ReadOnlyMemory<byte> Zip)
{
    /// <summary>Of the artifact, lower-case hex.</summary>
    public string Sha256 { get; } = Decider.Hash(Zip.Span);
}

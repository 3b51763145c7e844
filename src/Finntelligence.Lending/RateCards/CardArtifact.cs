using System.Security.Cryptography;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.RateCards;

/// <summary>A card with its bytes' hash.</summary>
/// <param name="Card">The card.</param>
/// <param name="Sha256">Of the zip, lower-case hex.</param>
public sealed record PublishedCard(SegmentCard Card, string Sha256);

/// <summary>
/// What a registry keeps of a card: a zip of the card and of what a committee was shown with it, so that both are one version. Only the
/// card is ever read again.
/// </summary>
public static class CardArtifact
{
    /// <summary>Name of the card in the zip.</summary>
    public const string CardName = "card.json";

    /// <summary>The bytes; the same parts give the same bytes.</summary>
    /// <param name="card">The text of the card.</param>
    /// <param name="others">Names and texts of what goes with it.</param>
    public static byte[] Write(ReadOnlyMemory<byte> card, IEnumerable<(string Name, ReadOnlyMemory<byte> Bytes)> others) =>
        StoredZip.Write([new ZipMember(CardName, card), .. others.Select(o => new ZipMember(o.Name, o.Bytes))]);

    /// <summary>Reads a card, or a bare card.json.</summary>
    /// <exception cref="InvalidModelException">It is damaged, has faults, or does not fit the product.</exception>
    public static PublishedCard Read(ReadOnlyMemory<byte> bytes, ProductDefinition product)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
        if (bytes.Span.TrimStart(" \t\r\n"u8).StartsWith("{"u8))
            return new PublishedCard(CardJson.Read(bytes, product), sha256);
        foreach (var member in StoredZip.Read(bytes))
        {
            if (member.Name == CardName)
                return new PublishedCard(CardJson.Read(member.Bytes, product), sha256);
        }

        throw new InvalidModelException($"The zip has no {CardName}: it is no rate card.");
    }
}

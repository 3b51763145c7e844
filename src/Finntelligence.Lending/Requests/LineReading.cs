using System.Collections.Immutable;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Requests;

/// <summary>What reading one of many requests came to.</summary>
/// <param name="Id">What the sender calls it, as it was written: JSON (a string or a number) or the text of a cell. Null if it has no name.</param>
/// <param name="Request">What the engine is asked; null with a fault.</param>
/// <param name="Faults">Every fault under its JSON path; the path is empty for the whole line.</param>
public sealed record LineReading(string? Id, OfferRequest? Request, ImmutableArray<Fault> Faults)
{
    /// <summary>A line of which nothing could be read.</summary>
    /// <param name="message">What is wrong with it.</param>
    public static LineReading Unreadable(string message) => new(null, null, [new Fault("", message)]);
}

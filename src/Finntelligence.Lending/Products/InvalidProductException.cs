using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Products;

/// <summary>A fault in a document.</summary>
/// <param name="Path">JSON path, such as <c>applicant[2].range[0]</c>; empty for the whole document.</param>
/// <param name="Message">What is wrong, as a sentence.</param>
public sealed record Fault(string Path, string Message)
{
    /// <summary>
    /// Most faults that the answer to a request lists: enough for any honest mistake; more would let a small request bring a large answer.
    /// Who reads a request need not look for more.
    /// </summary>
    public const int MostReported = 100;
}

/// <summary>product.json cannot be used.</summary>
/// <param name="faults">All of them.</param>
/// <param name="lines">Where they stand in the file; null if that is not known.</param>
public sealed class InvalidProductException(ImmutableArray<Fault> faults, JsonLines? lines = null)
    : DataFaultException("The product definition has faults:" + string.Concat(faults.Select(f => $"\n  {Place(f, lines)}: {f.Message}")))
{
    /// <summary>All of them.</summary>
    public ImmutableArray<Fault> Faults { get; } = faults;

    /// <summary>The line of the file on which a fault stands, from 1; null for the whole document, and where it is not known.</summary>
    public int? LineOf(Fault fault) => lines?.Find(fault.Path);

    private static string Place(Fault fault, JsonLines? lines)
    {
        var path = fault.Path.Length == 0 ? "$" : fault.Path;
        return lines?.Find(fault.Path) is { } line ? string.Create(CultureInfo.InvariantCulture, $"{path} (line {line})") : path;
    }
}

using System.Collections.Immutable;
using Finntelligence.Foundation.Faults;

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
public sealed class InvalidProductException(ImmutableArray<Fault> faults)
    : DataFaultException("The product definition has faults:" + string.Concat(faults.Select(f => $"\n  {(f.Path.Length == 0 ? "$" : f.Path)}: {f.Message}")))
{
    /// <summary>All of them.</summary>
    public ImmutableArray<Fault> Faults { get; } = faults;
}

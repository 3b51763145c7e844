using System.Collections.Immutable;

namespace Finntelligence.Lending.Products;

/// <summary>
/// A valid applicant: one float32 per feature of <see cref="ProductDefinition.Applicant"/>, in that order. A category is its code,
/// a boolean 0 or 1, NaN is missing.
/// </summary>
/// <param name="Values">In the product's order.</param>
public sealed record Applicant(ImmutableArray<float> Values);

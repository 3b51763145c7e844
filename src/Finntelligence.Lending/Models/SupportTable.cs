using System.Collections.Immutable;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Models;

/// <summary>Joint counts of offer variables among the training rows, by stratum: aggregates only, no rows.</summary>
/// <param name="By">The applicant category that makes the strata.</param>
/// <param name="Variables">The variables counted, in the order of <see cref="SupportCell.Values"/>.</param>
/// <param name="Cells">Each distinct combination once, sorted by stratum, then values.</param>
public sealed record SupportTable(string By, ImmutableArray<OfferVariable> Variables, ImmutableArray<SupportCell> Cells);

/// <summary>One combination.</summary>
/// <param name="Stratum">Code of the category.</param>
/// <param name="Values">One per variable.</param>
/// <param name="Count">Training rows.</param>
public sealed record SupportCell(int Stratum, ImmutableArray<double> Values, int Count);

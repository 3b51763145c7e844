using Finntelligence.Lending.Models;
using Finntelligence.Lending.RateCards;

namespace Finntelligence.Api.Pool;

/// <summary>A model in service and where it came from.</summary>
/// <param name="Model">The model, verified against the product.</param>
/// <param name="Version">Its version in the registry; <see cref="ModelLocation.Unregistered"/> for a file that no registry names.</param>
/// <param name="Alias">The alias it was found by; null if by version or as a file.</param>
internal sealed record ServedModel(LoanModel Model, string Version, string? Alias);

/// <summary>A rate card in service and where it came from.</summary>
/// <param name="Published">The card, verified against the product.</param>
/// <param name="Version">Its version in the registry; <see cref="ModelLocation.Unregistered"/> for a file that no registry names.</param>
/// <param name="Alias">The alias it was found by; null if by version or as a file.</param>
internal sealed record ServedCard(PublishedCard Published, string Version, string? Alias);

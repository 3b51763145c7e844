using System.Collections.Immutable;
using Finntelligence.Evidence.RateCards.Figures;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Evidence.RateCards;

/// <summary>What a card is asked for.</summary>
/// <param name="Product">The product.</param>
/// <param name="Alias">Of the pair of models.</param>
/// <param name="Objective">One of <see cref="CardObjective"/>.</param>
/// <param name="Data">The history; null for the product's own.</param>
/// <param name="Applicants">A file of applicants in place of the history; null for none.</param>
/// <param name="Rules">The file of rules; null for the product's own, or none.</param>
/// <param name="Depth">Most questions in a row; null for that of the rules.</param>
/// <param name="Cells">Exactly so many cells; null to choose.</param>
/// <param name="Searches">How much a search of more than two questions in a row may do; null for the default.</param>
/// <param name="Output">The folder to write to.</param>
/// <param name="Register">Whether the card becomes a version of the registry.</param>
/// <param name="Seed">Of the models of held-out offers.</param>
/// <param name="Threads">0 for one per core; has no influence on the card.</param>
public sealed record RateCardRequest(
    string Product, string Alias, string Objective, string? Data, string? Applicants, string? Rules, int? Depth, int? Cells, int? Searches, string Output,
    bool Register, ulong Seed, int Threads);

/// <summary>What came of it.</summary>
/// <param name="Figures">Everything that the committee is shown.</param>
/// <param name="Version">Of the registry; null where it was not registered.</param>
/// <param name="Change">What moved there; null where nothing did.</param>
/// <param name="Folder">Where the files are.</param>
/// <param name="Files">Their names.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record RateCardOutcome(
    CardFigures Figures, Registration? Version, AliasChange? Change, string Folder, ImmutableArray<string> Files, TimeSpan Elapsed);

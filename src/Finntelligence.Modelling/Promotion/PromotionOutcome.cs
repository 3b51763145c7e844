using System.Collections.Immutable;
using Finntelligence.Modelling.Gates;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Modelling.Promotion;

/// <summary>What came of a wish to promote.</summary>
/// <param name="Gates">Every gate's result.</param>
/// <param name="Change">What moved; null where nothing did.</param>
/// <param name="Refusal">Why the gates refuse it; null where they do not.</param>
public sealed record PromotionOutcome(ImmutableArray<GateResult> Gates, AliasChange? Change, string? Refusal);

namespace Finntelligence.Evidence.RateCards;

/// <summary>What a card's profit is counted by.</summary>
public static class CardObjective
{
    /// <summary>The expectation of the pair of models.</summary>
    public const string Models = "models";

    /// <summary>What offers of an experiment earned, doubly robust, by models that did not see them.</summary>
    public const string HeldOut = "heldOut";
}

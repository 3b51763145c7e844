using System.Collections.Immutable;

namespace Finntelligence.RateCards.Binning;

/// <summary>One input in bins: customers in the same bin are alike to every question that a card may ask of it.</summary>
/// <param name="Input">Position among the card's inputs.</param>
/// <param name="Bins">Each row's bin.</param>
/// <param name="Count">Bins, the one of missing values among them.</param>
/// <param name="MissingBin">The bin of missing values, the last; −1 where nothing is missing.</param>
/// <param name="Thresholds">Of a number: what separates bin i from i + 1; empty for a category.</param>
/// <param name="IsOrdered">Whether the bins have an order.</param>
internal sealed record BinnedInput(
    int Input, byte[] Bins, int Count, int MissingBin, ImmutableArray<decimal> Thresholds, bool IsOrdered)
{
    /// <summary>Bins of values that are known.</summary>
    public int Known => MissingBin < 0 ? Count : MissingBin;
}

/// <summary>A question of one input: which bins it holds for.</summary>
/// <param name="Feature">Position of the binned input.</param>
/// <param name="Low">For each bin whether the question holds.</param>
/// <param name="Asks">How many known bins from the first it holds for, where these are in order; −1 for any set of them.</param>
internal sealed record Cut(int Feature, ImmutableArray<bool> Low, int Asks);

/// <summary>Questions of one input that are asked one after the other: each holds for the bins of the one before and some more.</summary>
/// <param name="Feature">Position of the binned input.</param>
/// <param name="Order">The bins in the order in which they come to the question.</param>
/// <param name="CutAfter">For each position of the order the number of the cut that holds up to it; −1 for none.</param>
internal sealed record Sequence(int Feature, ImmutableArray<int> Order, ImmutableArray<int> CutAfter);

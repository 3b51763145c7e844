using System.Runtime.Intrinsics;

namespace Finntelligence.Trees.Learning;

/// <summary>A way to split a node, by bins.</summary>
internal sealed record Split
{
    public required int Feature { get; init; }

    /// <summary>Drop in the regularised loss.</summary>
    public required double Gain { get; init; }

    /// <summary>Numeric: bins up to this one go left.</summary>
    public required int Bin { get; init; }

    /// <summary>Category: the bins that go left; null for a numeric split.</summary>
    public required byte[]? LeftBins { get; init; }

    public required bool MissingGoesLeft { get; init; }

    /// <summary>Integer sums of the rows that go left.</summary>
    public required Vector128<int> LeftSum { get; init; }

    public required NodeTotals Left { get; init; }

    public required NodeTotals Right { get; init; }

    public required double LeftValue { get; init; }

    public required double RightValue { get; init; }

    /// <summary>For each bin of the feature whether it goes left.</summary>
    public bool[] BinGoesLeft(FeatureBins bins)
    {
        var goesLeft = new bool[bins.BinCount];
        if (LeftBins is null)
            Array.Fill(goesLeft, true, 0, Bin + 1);
        else
        {
            foreach (var bin in LeftBins)
                goesLeft[bin] = true;
        }

        goesLeft[bins.MissingBin] = MissingGoesLeft;
        return goesLeft;
    }
}

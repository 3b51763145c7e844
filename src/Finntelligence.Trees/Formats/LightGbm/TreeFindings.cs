namespace Finntelligence.Trees.Formats.LightGbm;

/// <summary>What is learned about the whole model while its trees are read.</summary>
internal sealed class TreeFindings(int features)
{
    /// <summary>Features that some node splits by a category set.</summary>
    public bool[] IsSplitBySet { get; } = new bool[features];

    /// <summary>Features in which LightGBM reads a missing value as 0.</summary>
    public bool[] TakesMissingForZero { get; } = new bool[features];

    /// <summary>Whether every tree has row counts that add up.</summary>
    public bool HasCover { get; set; } = true;

    /// <summary>Largest distance of a threshold from the float32 that stands for it, relative to the threshold.</summary>
    public double LargestThresholdStep { get; set; }
}

namespace Finntelligence.Trees.Formats;

/// <summary>How the library that trained a model turns its score (the margin) into its prediction.</summary>
public enum OutputLink
{
    /// <summary>The file does not say (a custom objective): only the score itself can be used.</summary>
    Unknown,

    /// <summary>The prediction is the score.</summary>
    Identity,

    /// <summary>1 ⁄ (1 + e^−score): a probability.</summary>
    Logistic,

    /// <summary>e^score.</summary>
    Exponential,

    /// <summary>1 when the score is above 0, otherwise 0.</summary>
    Step,

    /// <summary>sign(score) · score².</summary>
    SignedSquare,

    /// <summary>ln(1 + e^score).</summary>
    Softplus,
}

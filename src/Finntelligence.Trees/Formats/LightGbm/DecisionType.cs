namespace Finntelligence.Trees.Formats.LightGbm;

/// <summary>What LightGBM takes for missing at a node.</summary>
internal enum MissingType
{
    /// <summary>Nothing: NaN is read as 0.</summary>
    None = 0,

    /// <summary>NaN and numbers within 1e-35 of 0.</summary>
    Zero = 1,

    /// <summary>NaN.</summary>
    NaN = 2,
}

/// <summary>The bit field decision_type: bit 0 a category split, bit 1 missing goes left, bits 2 and 3 the missing type.</summary>
internal readonly record struct DecisionType(bool IsCategory, bool DefaultLeft, MissingType Missing)
{
    /// <summary>Takes the bits apart; null when they are none that LightGBM writes.</summary>
    public static DecisionType? Of(int bits) => bits is >= 0 and < 12
        ? new DecisionType((bits & 1) != 0, (bits & 2) != 0, (MissingType)(bits >> 2))
        : null;
}

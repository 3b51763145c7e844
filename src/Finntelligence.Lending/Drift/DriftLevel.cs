namespace Finntelligence.Lending.Drift;

/// <summary>What was found of one figure.</summary>
public enum DriftLevel
{
    /// <summary>There was too little to judge by.</summary>
    NotJudged,

    /// <summary>Within the limits.</summary>
    Stable,

    /// <summary>To be watched.</summary>
    Watch,

    /// <summary>Beyond the product's limit.</summary>
    Drift,
}

/// <summary>Levels for people.</summary>
public static class DriftWords
{
    /// <summary>A level in a word.</summary>
    public static string Word(this DriftLevel level) => level switch
    {
        DriftLevel.Drift => "DRIFT",
        DriftLevel.Watch => "watch",
        DriftLevel.Stable => "stable",
        _ => "not judged",
    };
}

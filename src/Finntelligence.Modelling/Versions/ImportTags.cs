namespace Finntelligence.Modelling.Versions;

/// <summary>The tags by which the registry tells an imported version.</summary>
public static class ImportTags
{
    /// <summary>The library that trained it: "xgboost", "lightgbm" or "mlnet".</summary>
    public const string Source = "source";

    /// <summary>Name of the file.</summary>
    public const string SourceFile = "sourceFile";

    /// <summary>Of the file's bytes.</summary>
    public const string SourceSha256 = "sourceSha256";

    /// <summary>Name of the history its figures are of; absent when it has none.</summary>
    public const string EvaluatedOn = "evaluatedOn";

    /// <summary>Of that history's bytes.</summary>
    public const string EvaluatedSha256 = "evaluatedSha256";
}

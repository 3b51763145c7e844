namespace Finntelligence.ModelOps.Experiments;

/// <summary>Tags of runs that have a meaning of their own.</summary>
public static class RunTags
{
    /// <summary>The code's commit, or "unknown".</summary>
    public const string Commit = "commit";

    /// <summary>Who started the run.</summary>
    public const string User = "user";

    /// <summary>What a person wrote about the run.</summary>
    public const string Note = "note";
}

using Finntelligence.ModelOps.Experiments;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>A run's tags, and those that the server's own pages look for under names of their own.</summary>
internal static class MlflowTags
{
    private const string Unknown = "unknown";

    public static IReadOnlyDictionary<string, string> Of(RunRecord run)
    {
        var tags = new SortedDictionary<string, string>(run.Tags.ToDictionary(), StringComparer.Ordinal)
        {
            ["mlflow.source.name"] = $"finntelligence {run.Name}",
            ["mlflow.source.type"] = "LOCAL",
        };
        if (run.Tags.TryGetValue(RunTags.User, out var user))
            tags["mlflow.user"] = user;
        if (run.Tags.TryGetValue(RunTags.Commit, out var commit) && commit != Unknown)
            tags["mlflow.source.git.commit"] = commit;
        if (run.Tags.TryGetValue(RunTags.Note, out var note))
            tags["mlflow.note.content"] = note;
        return tags;
    }
}

using Finntelligence.ModelOps.Registry;

namespace Finntelligence.ModelOps.Tests.Registry;

/// <summary>What a training does to the registry, here and in a process that is killed in the middle of it.</summary>
internal static class Training
{
    public static void Register(LocalModelRegistry registry, int content) => registry.RegisterTogether(
        [.. new[] { "acceptance", "risk" }.Select(kind => new NewVersion(kind, Sample.Zip(content), Sample.Info() with { RunId = $"run {content}" }))],
        (_, models) => new AliasWish(
            RegistryNames.Production, [.. models.Select(model => new AliasTarget(model.Kind, model.Entry.Version))], $"trained {content}"));

    /// <summary>Moves one kind alone.</summary>
    public static AliasChange? SetAlias(this LocalModelRegistry registry, string kind, string alias, int version, string why, bool forced = false) =>
        registry.MoveTogether(alias, [new AliasTarget(kind, version)], why, forced);
}

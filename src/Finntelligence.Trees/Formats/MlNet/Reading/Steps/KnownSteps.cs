using System.Collections.Frozen;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>The kinds of steps that change columns, by the loader their records name.</summary>
internal static class KnownSteps
{
    private static readonly FrozenDictionary<string, IStep> ByLoader = new IStep[]
    {
        new ConcatenateStep(),
        new CopyStep(),
        new SelectStep(),
        new ConvertStep(),
        new ReplaceMissingStep(),
        new IndicateMissingStep(),
    }.ToFrozenDictionary(step => step.Kind.Loader, StringComparer.Ordinal);

    public static IStep? Find(string loader) => ByLoader.GetValueOrDefault(loader);
}

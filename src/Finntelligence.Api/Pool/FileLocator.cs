namespace Finntelligence.Api.Pool;

/// <summary>Two files, named once and for all.</summary>
internal sealed class FileLocator(ModelLocations locations, bool watchForChanges) : IModelLocator
{
    public string Source => $"{locations.Risk.Path}, {locations.Acceptance.Path}";

    public bool WatchForChanges { get; } = watchForChanges;

    public ModelLocations Locate(CancellationToken cancellationToken) => locations;
}

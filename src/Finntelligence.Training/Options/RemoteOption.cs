using System.CommandLine;

namespace Finntelligence.Training.Options;

/// <summary><c>--remote</c>: the folder that versions of data are shared by.</summary>
internal static class RemoteOption
{
    public static Option<string?> Create() => new("--remote")
    {
        Description = "A remote's name in .dvc/config, or the path of a folder (with a slash in it). Without it: the remote set there as core.remote.",
    };
}

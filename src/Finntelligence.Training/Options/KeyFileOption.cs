using System.CommandLine;
using Finntelligence.ModelOps.Keys;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Options;

/// <summary><c>--file</c>: the file of API keys, found as the service finds it.</summary>
internal static class KeyFileOption
{
    private const string Variable = "Finntelligence__Callers__KeyFile";

    public static Option<string?> Create() => new("--file")
    {
        Description = $"The file of keys. Without it: what {Variable} names, else {KeyFile.DefaultPath}.",
    };

    public static KeyFile Open(ConsoleHost host, string? named) => new(
        Path.GetFullPath(named ?? (host.Surroundings.Variable(Variable) is { Length: > 0 } set ? set : Path.Combine(host.Workspace().Root, KeyFile.DefaultPath))),
        host.Time);
}

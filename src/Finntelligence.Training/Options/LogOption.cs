using System.CommandLine;
using Finntelligence.Decisions.Storage;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Options;

/// <summary><c>--log</c>: the decision log of the service, found as the service finds it.</summary>
internal static class LogOption
{
    private const string File = "Finntelligence__DecisionLog__File";
    private const string ConnectionString = "Finntelligence__DecisionLog__ConnectionString";

    public static Option<string?> Create() => new("--log")
    {
        Description = $"The SQLite file. Without it: PostgreSQL where {ConnectionString} is set, else the file that {File} names, else {LogPlace.DefaultFile}.",
    };

    /// <exception cref="Finntelligence.Foundation.Faults.UserFaultException">There is none, or it cannot be opened.</exception>
    public static DecisionStore Open(ConsoleHost host, string? named)
    {
        var file = named ?? Variable(host, File) ?? Path.Combine(host.Workspace().Root, LogPlace.DefaultFile);
        return new LogPlace(Path.GetFullPath(file), named is null ? Variable(host, ConnectionString) : null).Open(create: false);
    }

    private static string? Variable(ConsoleHost host, string name) => host.Surroundings.Variable(name) is { Length: > 0 } value ? value : null;
}

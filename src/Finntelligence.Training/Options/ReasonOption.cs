using System.CommandLine;

namespace Finntelligence.Training.Options;

/// <summary><c>--reason</c>: why an alias moves, in every command that moves one.</summary>
internal static class ReasonOption
{
    public static Option<string?> Create(string when = "") => new("--reason")
    {
        Description = $"Why, in a few words; kept in the registry's history.{(when.Length > 0 ? " " + when : "")}",
    };
}

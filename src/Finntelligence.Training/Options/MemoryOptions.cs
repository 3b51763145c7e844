using System.CommandLine;
using Finntelligence.Modelling.Training;

namespace Finntelligence.Training.Options;

/// <summary><c>--memory</c> and <c>--scratch</c>: how many rows are kept in memory, and where the others lie.</summary>
internal sealed class MemoryOptions
{
    /// <summary>Adds what a size must be.</summary>
    public MemoryOptions() => Memory.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<string?>() is { } text && RowMemory.BytesOf(text) is null)
            result.AddError($"--memory takes a size such as 4GB, 512MB or 2GiB, not '{text}'.");
    });

    /// <summary>A size such as 8GB; null without a bound.</summary>
    public Option<string?> Memory { get; } = new("--memory")
    {
        Description = "Most memory for rows, such as 4GB or 512MiB; those beyond it lie in files of --scratch. Has no influence on the models. Without both: all in memory.",
        HelpName = "size",
    };

    /// <summary>An existing folder; null without a bound.</summary>
    public Option<string?> Scratch { get; } = new("--scratch")
    {
        Description = "A folder on a disk with room for the rows beyond --memory (without it: half of the machine's). Nothing is left in it. Where only --memory is "
            + "given: the folder of temporary files, which on some systems is memory itself.",
        HelpName = "folder",
    };

    /// <summary>What was asked for; null for all in memory.</summary>
    public RowMemory? Of(ParseResult parsed) => RowMemory.Of(parsed.GetValue(Memory), parsed.GetValue(Scratch));
}

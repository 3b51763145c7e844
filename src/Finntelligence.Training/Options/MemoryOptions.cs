using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Finntelligence.Modelling.Training;

namespace Finntelligence.Training.Options;

/// <summary><c>--memory</c> and <c>--scratch</c>: how many rows are kept in memory, and where the others lie.</summary>
internal sealed partial class MemoryOptions
{
    // Of what the machine has, when only a folder is named: the rest is for the models, and for what the system keeps of the files.
    private const int DefaultShare = 2;

    private static readonly Dictionary<string, long> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = 1, ["B"] = 1, ["kB"] = 1000, ["MB"] = 1000_000, ["GB"] = 1000_000_000, ["TB"] = 1000_000_000_000,
        ["KiB"] = 1L << 10, ["MiB"] = 1L << 20, ["GiB"] = 1L << 30, ["TiB"] = 1L << 40,
    };

    /// <summary>A size such as 8GB; null without a bound.</summary>
    public Option<string?> Memory { get; } = new("--memory")
    {
        Description = "Most memory for rows, such as 4GB or 512MiB; the rows beyond it lie in --scratch. Has no influence on the models. Without both: all in memory.",
        HelpName = "size",
    };

    /// <summary>An existing folder; null without a bound.</summary>
    public Option<string?> Scratch { get; } = new("--scratch")
    {
        Description = "An existing folder on a disk with about 200 bytes of room for each row of 30 columns, for the rows beyond --memory (without it: half of "
            + "the machine's); the folder for temporary files where only --memory is given. Nothing is left in it.",
        HelpName = "folder",
    };

    public MemoryOptions()
    {
        Memory.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && Bytes(text) is null)
                result.AddError($"--memory takes a size such as 4GB, 512MB or 2GiB, not '{text}'.");
        });
    }

    /// <summary>What was asked for; null for all in memory.</summary>
    public RowMemory? Of(ParseResult parsed)
    {
        var (memory, scratch) = (parsed.GetValue(Memory), parsed.GetValue(Scratch));
        return memory is null && scratch is null
            ? null
            : new RowMemory(
                memory is null ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / DefaultShare : Bytes(memory)!.Value, scratch ?? Path.GetTempPath());
    }

    /// <summary>The bytes of a size; null where it is none.</summary>
    internal static long? Bytes(string text)
    {
        var match = Size().Match(text);
        if (!match.Success || !Units.TryGetValue(match.Groups["unit"].Value, out var unit))
            return null;
        var bytes = double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) * unit;
        return bytes < 1L << 62 ? (long)bytes : null;
    }

    [GeneratedRegex(@"^\s*(?<number>[0-9]+(\.[0-9]+)?)\s*(?<unit>[A-Za-z]*)\s*$")]
    private static partial Regex Size();
}

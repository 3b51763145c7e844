using System.Globalization;
using System.Text.RegularExpressions;
using Finntelligence.Foundation.Faults;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Modelling.Training;

/// <summary>How much memory rows may take, and where those beyond it lie.</summary>
/// <param name="Bytes">At least 0.</param>
/// <param name="Folder">A folder that is there.</param>
public sealed partial record RowMemory(long Bytes, string Folder)
{
    // Of what the machine has, when only a folder is named: the rest is for the models, and for what the system keeps of the files.
    private const int DefaultShare = 2;
    private const long Most = 1L << 62;

    private static readonly Dictionary<string, long> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = 1,
        ["B"] = 1,
        ["kB"] = 1_000,
        ["MB"] = 1_000_000,
        ["GB"] = 1_000_000_000,
        ["TB"] = 1_000_000_000_000,
        ["KiB"] = 1L << 10,
        ["MiB"] = 1L << 20,
        ["GiB"] = 1L << 30,
        ["TiB"] = 1L << 40,
    };

    /// <summary>What was asked for; null for all rows in memory, where nothing was.</summary>
    /// <param name="size">A size (<see cref="BytesOf"/>); null for half of the machine's memory.</param>
    /// <param name="folder">Null for the folder of temporary files.</param>
    /// <exception cref="RequestFaultException">The size is none.</exception>
    public static RowMemory? Of(string? size, string? folder)
    {
        if (size is null && folder is null)
            return null;
        var bytes = size is null
            ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / DefaultShare
            : BytesOf(size) ?? throw new RequestFaultException($"'{size}' is no size such as 4GB, 512MB or 2GiB.", where: "--memory");
        return new RowMemory(bytes, folder ?? Path.GetTempPath());
    }

    /// <summary>The bytes of a size such as "4GB", "1.5 GiB" or "1000"; null where it is none.</summary>
    public static long? BytesOf(string size)
    {
        var match = Size().Match(size);
        if (!match.Success || !Units.TryGetValue(match.Groups["unit"].Value, out var unit))
            return null;
        var bytes = double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) * unit;
        return bytes < Most ? (long)bytes : null;
    }

    /// <summary>Room for rows.</summary>
    /// <exception cref="RequestFaultException">There is no such folder.</exception>
    internal static ScratchSpace Open(RowMemory? memory)
    {
        if (memory is null)
            return ScratchSpace.Unbounded;
        return Directory.Exists(memory.Folder)
            ? new ScratchSpace(memory.Bytes, memory.Folder)
            : throw new RequestFaultException($"there is no folder {memory.Folder}.", where: "--scratch");
    }

    [GeneratedRegex(@"^\s*(?<number>[0-9]+(\.[0-9]+)?)\s*(?<unit>[A-Za-z]*)\s*$")]
    private static partial Regex Size();
}

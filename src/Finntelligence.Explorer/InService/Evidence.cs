using System.Collections.Immutable;
using System.Text.Json;

namespace Finntelligence.Explorer.InService;

/// <summary>The figures of the product's report that the page shows; written by the console's <c>report</c> as report.json.</summary>
public sealed record Evidence
{
    /// <summary>Name of the file beside the models.</summary>
    public const string FileName = "report.json";

    /// <summary>Name of the report for people, beside it.</summary>
    public const string PageName = "report.html";

    // A report of the shipped data has a megabyte.
    private const long GreatestBytes = 64L << 20;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Both models.</summary>
    public required ImmutableArray<EvidenceModel> Models { get; init; }

    /// <summary>What the promotion gates found.</summary>
    public required ImmutableArray<EvidenceGate> Gates { get; init; }

    /// <summary>What follows from all of it.</summary>
    public required EvidenceVerdict Verdict { get; init; }

    /// <summary>Reads it.</summary>
    /// <param name="folder">Of the product's models.</param>
    /// <returns>The figures, or why there are none that can be shown; neither where no report was made.</returns>
    public static (Evidence? Evidence, string? Fault) Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return (null, null);
        try
        {
            using var file = File.OpenRead(path);
            return file.Length > GreatestBytes
                ? (null, $"{FileName} has more than {GreatestBytes >> 20} MiB.")
                : (JsonSerializer.Deserialize<Evidence>(file, Options), null);
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            // Of another version of the console, or being written.
            return (null, $"{FileName} cannot be read: {(fault is JsonException json ? $"line {json.LineNumber + 1}, {json.Path}" : fault.GetType().Name)}.");
        }
    }

    /// <summary>The model of a kind, where the report is about those very bytes.</summary>
    public EvidenceModel? Of(string kind, string sha256) => Models.FirstOrDefault(m => m.Kind == kind && m.Sha256 == sha256);
}

/// <summary>A model in the report.</summary>
/// <param name="Kind">"acceptance" or "risk".</param>
/// <param name="Version">In the registry.</param>
/// <param name="Sha256">Of its file.</param>
/// <param name="Rows">That it learned from.</param>
/// <param name="Events">Among them.</param>
/// <param name="AucLow">End of the 95 % interval; null where it was not measured.</param>
/// <param name="AucHigh">The other end.</param>
/// <param name="CalibrationCurve">Out of fold.</param>
/// <param name="Trainers">The best of each trainer.</param>
/// <param name="OutOfTime">Learned before, tested later; null where the history has one period.</param>
public sealed record EvidenceModel(
    string Kind, int Version, string Sha256, long Rows, long Events, double? AucLow, double? AucHigh,
    ImmutableArray<CalibrationPoint>? CalibrationCurve, ImmutableArray<EvidenceTrainer>? Trainers, EvidenceLater? OutOfTime);

/// <summary>A bin of a calibration curve.</summary>
/// <param name="Rows">In it.</param>
/// <param name="Predicted">Mean probability.</param>
/// <param name="Observed">Share of events.</param>
/// <param name="Low">End of the interval of what was observed.</param>
/// <param name="High">The other end.</param>
public sealed record CalibrationPoint(long Rows, double Predicted, double Observed, double Low, double High);

/// <summary>The best version of a trainer.</summary>
/// <param name="Trainer">Its name.</param>
/// <param name="Version">In the registry.</param>
/// <param name="Metrics">Out of fold.</param>
public sealed record EvidenceTrainer(string Trainer, int Version, ImmutableDictionary<string, double?> Metrics);

/// <summary>A test on a later time.</summary>
/// <param name="Learned">The earlier periods.</param>
/// <param name="Tested">The later one.</param>
/// <param name="Metrics">There.</param>
/// <param name="CalibrationCurve">There.</param>
public sealed record EvidenceLater(
    string Learned, string Tested, ImmutableDictionary<string, double?>? Metrics, ImmutableArray<CalibrationPoint>? CalibrationCurve);

/// <summary>What a gate found.</summary>
/// <param name="Kind">"acceptance" or "risk".</param>
/// <param name="Gate">Its name.</param>
/// <param name="Passed">Whether the figure keeps the limit.</param>
/// <param name="Figure">What was found.</param>
/// <param name="Limit">What had to be found.</param>
public sealed record EvidenceGate(string Kind, string Gate, bool Passed, string Figure, string Limit);

/// <summary>What follows.</summary>
/// <param name="Level">"promote", "promoteWithConditions" or "doNotPromote".</param>
/// <param name="Words">In a sentence.</param>
public sealed record EvidenceVerdict(string Level, string Words);

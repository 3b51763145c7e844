using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Modelling.Gates;

/// <summary>
/// How good a model must be to be promoted, and how much worse than its predecessor it may be. <c>data/&lt;product&gt;/promotion.json</c> may set any of
/// these members; what it leaves out, or the whole file when there is none, is as here.
/// </summary>
public sealed record PromotionLimits
{
    public const string FileName = "promotion.json";

    private const int MostRows = 100_000;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Where editors find the schema for completion and these texts.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>For people.</summary>
    public string? Note { get; init; }

    /// <summary>The least AUC, whatever was before.</summary>
    public double LeastAuc { get; init; } = 0.65;

    /// <summary>The greatest calibration error, whatever was before.</summary>
    public double GreatestCalibrationError { get; init; } = 0.05;

    /// <summary>How far the AUC may lie below the incumbent's.</summary>
    public double AucLoss { get; init; } = 0.005;

    /// <summary>How far the log-loss may lie above the incumbent's, in nats.</summary>
    public double LogLossRise { get; init; } = 0.002;

    /// <summary>How far the Brier score may lie above the incumbent's.</summary>
    public double BrierRise { get; init; } = 0.001;

    /// <summary>How far the calibration error may lie above the incumbent's.</summary>
    public double CalibrationErrorRise { get; init; } = 0.005;

    /// <summary>How far the mean probability may lie from the observed share, as a share of the latter.</summary>
    public double MeanGap { get; init; } = 0.01;

    /// <summary>Rows over which a monotone direction that is not proved by the trees themselves is tried out.</summary>
    public int MonotoneRows { get; init; } = 200;

    /// <summary>What a rate card must earn over the rates in force, a customer's mean on folds that it was not found on; may be below 0.</summary>
    public double LeastCardGain { get; init; }

    /// <summary>The least adverse impact ratio of a rate card by any audited group. Default: no limit.</summary>
    public double? LeastImpactRatio { get; init; }

    /// <summary>Those beside a product's definition; the defaults where there is no such file.</summary>
    public static PromotionLimits Of(Workspace workspace, string product) => Load(Path.Combine(workspace.DataFolder(product), FileName));

    /// <summary>The limits of a product.</summary>
    /// <exception cref="RequestFaultException">The file has a fault; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PromotionLimits Load(string path)
    {
        if (!File.Exists(path))
            return new PromotionLimits();
        try
        {
            var limits = JsonSerializer.Deserialize<PromotionLimits>(Utf8File.ReadAllBytes(path), Options)
                ?? throw new JsonException("It is null.");
            limits.Check();
            return limits;
        }
        catch (JsonException fault)
        {
            throw new RequestFaultException(fault.Message, fault, where: path);
        }
    }

    private void Check()
    {
        foreach (var (name, value) in new[]
        {
            ("leastAuc", LeastAuc), ("greatestCalibrationError", GreatestCalibrationError), ("aucLoss", AucLoss), ("logLossRise", LogLossRise), ("brierRise", BrierRise), ("calibrationErrorRise", CalibrationErrorRise),
            ("meanGap", MeanGap),
        })
        {
            if (!(value >= 0 && double.IsFinite(value)))
                throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be 0 or more."));
        }

        if (!double.IsFinite(LeastCardGain))
            throw new JsonException("leastCardGain must be a number.");
        if (LeastImpactRatio is { } ratio && !(ratio >= 0 && ratio <= 1))
            throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"leastImpactRatio is {ratio}; it must lie between 0 and 1."));
        if (MonotoneRows is < 1 or > MostRows)
            throw new JsonException($"monotoneRows is {MonotoneRows}; it must lie between 1 and {MostRows}.");
    }
}

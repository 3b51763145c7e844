using System.Text.Json;
using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Records;
using Finntelligence.ModelOps.Files;

namespace Finntelligence.Portfolios.Scoring;

/// <summary>How far a run is: what is certainly written, and where the input goes on.</summary>
/// <param name="Setup">Everything that the output depends on besides the input: another run does not go on with it.</param>
/// <param name="Input">Where to go on.</param>
/// <param name="OutputLength">Bytes of the output that belong to the records before.</param>
/// <param name="ErrorsLength">Bytes of the errors that do.</param>
/// <param name="Counts">Of the records before.</param>
/// <param name="Complete">Whether there is nothing left to score, only files to rename.</param>
internal sealed record ScoreCheckpoint(
    ScoreSetup Setup, InputPosition Input, long OutputLength, long ErrorsLength, ScoreCounts Counts, bool Complete)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes it in place of the one before, whole or not at all.</summary>
    public void Save(string path) => AtomicFile.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(this, Options));

    /// <summary>Reads one; null if there is none.</summary>
    /// <exception cref="RequestFaultException">It is no checkpoint.</exception>
    public static ScoreCheckpoint? Load(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<ScoreCheckpoint>(File.ReadAllBytes(path), Options) is
            { Setup: not null, Input: not null, Counts: not null, OutputLength: >= 0, ErrorsLength: >= 0 } checkpoint
                ? checkpoint
                : throw Unreadable(null);
        }
        catch (JsonException e)
        {
            throw Unreadable(e);
        }

        RequestFaultException Unreadable(Exception? e) =>
            new($"{path} is no checkpoint of this program. Without --resume the run begins anew.", e);
    }
}

/// <summary>Everything that decisions depend on besides the applicants.</summary>
/// <param name="ProductSha256">Of product.json.</param>
/// <param name="RiskSha256">Of the model of default.</param>
/// <param name="AcceptanceSha256">Of the model of take-up.</param>
/// <param name="Reading">How the input is read.</param>
/// <param name="CardSha256">Of the rate card; null without one.</param>
internal sealed record ScoreSetup(string ProductSha256, string RiskSha256, string AcceptanceSha256, string Reading, string? CardSha256 = null);

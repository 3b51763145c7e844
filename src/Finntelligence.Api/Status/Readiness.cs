using System.Data.Common;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Recording;
using Finntelligence.Decisions.Writing;

namespace Finntelligence.Api.Status;

/// <summary>What answers need: models, a log that takes records where it is required, and room for it.</summary>
internal sealed class Readiness(PredictionEnginePool pool, DecisionRecorder recorder)
{
    /// <summary>Free bytes below which the disk of the log is low.</summary>
    public const long LowDisk = 256L << 20;

    /// <summary>How it is now. A log that failed is tried, since nobody else may ask while it does.</summary>
    public async Task<ReadyDocument> LookAsync(CancellationToken cancellationToken)
    {
        var log = recorder.Log is not { } kept ? ReadyDocument.Off : await TakesRecordsAsync(kept, cancellationToken) ? ReadyDocument.Ready : ReadyDocument.Failing;
        return new ReadyDocument(ReadyDocument.Ready, pool.Current is null ? ReadyDocument.Missing : ReadyDocument.Ready, log, Disk());
    }

    /// <summary>Whether answers leave. A log that fails stops them only where it is required.</summary>
    public bool Answers(ReadyDocument state) =>
        state.Models == ReadyDocument.Ready && !(state.Log == ReadyDocument.Failing && recorder.Log?.Mode == LogMode.Required);

    private static async Task<bool> TakesRecordsAsync(DecisionLog log, CancellationToken cancellationToken)
    {
        try
        {
            return await log.IsGoodAsync(cancellationToken);
        }
        catch (DbException)
        {
            return false;
        }
    }

    private string Disk() => recorder.Folder is not { } folder ? ReadyDocument.Unused
        : new DriveInfo(folder).AvailableFreeSpace < LowDisk ? ReadyDocument.Low
        : ReadyDocument.Ready;
}

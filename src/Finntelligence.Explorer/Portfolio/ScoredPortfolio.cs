using System.Collections.Immutable;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Records;
using Finntelligence.Modelling.Versions;
using Finntelligence.Portfolios.Frontier.Exploring;
using Finntelligence.Portfolios.Scoring;

namespace Finntelligence.Explorer.Portfolio;

/// <summary>A portfolio that was scored: its rows in memory, its decisions and faults as the console writes them in files that go with it.</summary>
public sealed class ScoredPortfolio : IDisposable
{
    private readonly FileStream _decisions;
    private readonly FileStream _errors;
    private readonly long _headerBytes;
    private readonly SemaphoreSlim _reading = new(1);

    private ScoredPortfolio(FileStream decisions, FileStream errors, RowCollector collected, RecordSource source, ScoreCounts counts, RegisteredModels models)
    {
        (_decisions, _errors) = (decisions, errors);
        Rows = [.. collected.Rows];
        Faults = [.. collected.Faults];
        FaultCount = collected.FaultCount;
        _headerBytes = Rows.IsEmpty ? decisions.Length : Rows[0].Offset;
        Counts = counts;
        Models = models;
        IsCsv = source.Reader.Format == ScoreFormat.Csv;
        IsNamed = Rows.Any(r => r.Id is not null);
        Distribution = OfferDistribution.Of(Rows);
    }

    /// <summary>What decided.</summary>
    public RegisteredModels Models { get; }

    /// <summary>Lines with a decision, in the order of the file.</summary>
    public ImmutableArray<PortfolioRow> Rows { get; }

    /// <summary>The first faults, in the order of the file.</summary>
    public ImmutableArray<PortfolioFault> Faults { get; }

    /// <summary>Faults there are in all.</summary>
    public long FaultCount { get; }

    /// <summary>How many lines came to what.</summary>
    public ScoreCounts Counts { get; }

    /// <summary>Whether the file was a CSV, and so are its decisions; else lines of JSON.</summary>
    public bool IsCsv { get; }

    /// <summary>Whether applicants have names of the sender's.</summary>
    public bool IsNamed { get; }

    /// <summary>The offers counted.</summary>
    public OfferDistribution Distribution { get; }

    /// <summary>Scores a file by the code of the console's <c>score</c>, to the same bytes.</summary>
    /// <param name="models">Decide.</param>
    /// <param name="path">The file.</param>
    /// <param name="ignoreUnknown">Whether columns that mean nothing here are passed over.</param>
    /// <param name="limits">Bound it.</param>
    /// <param name="progress">Told the share done, in [0, 1].</param>
    /// <param name="cancellation">Ends it; nothing stays.</param>
    /// <exception cref="UserFaultException">The file cannot be read, or has too many rows.</exception>
    public static ScoredPortfolio Score(
        RegisteredModels models, string path, bool ignoreUnknown, PortfolioLimits limits, IProgress<double> progress, CancellationToken cancellation)
    {
        using var input = PortfolioInput.Open(models.Product, path, ignoreUnknown, cancellation);
        var decisions = PortfolioFile.CreateScratch();
        var errors = PortfolioFile.CreateScratch();
        try
        {
            var collected = new RowCollector(input.Source.Header, limits);
            var job = new ScoreJob(models, input.Source, input.Records, limits.Threads, input.Length, new ProgressReporter(progress));
            var counts = job.ToStream(decisions, errors, cancellation, lines => collected.Add(lines, decisions.Position));
            if (counts.Total == 0)
                throw new DataFaultException("The file has a header and no rows.");
            return new ScoredPortfolio(decisions, errors, collected, input.Source, counts, models);
        }
        catch
        {
            decisions.Dispose();
            errors.Dispose();
            throw;
        }
    }

    /// <summary>Finds the frontiers of the same file.</summary>
    /// <inheritdoc cref="Score"/>
    public static PortfolioFrontier FindFrontier(
        RegisteredModels models, string path, bool ignoreUnknown, PortfolioLimits limits, IProgress<double> progress, CancellationToken cancellation)
    {
        using var input = PortfolioInput.Open(models.Product, path, ignoreUnknown, cancellation);
        return PortfolioFrontier.Find(models, input.Source, limits.Threads, input.Length, progress, cancellation);
    }

    /// <summary>Writes decisions as the console does: all of them, or those of some rows, in the order of these.</summary>
    /// <param name="rows">Of <see cref="Rows"/>; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Stream> DecisionsAsync(IReadOnlyList<PortfolioRow>? rows, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            // A copy: the file goes with the page, and may be read from two places at once.
            var copy = PortfolioFile.CreateScratch();
            _decisions.Position = 0;
            if (rows is null)
            {
                await _decisions.CopyToAsync(copy, cancellationToken);
            }
            else
            {
                var buffer = new byte[Math.Max(_headerBytes, rows.Count == 0 ? 0 : rows.Max(r => r.Bytes))];
                await CopyAsync(0, (int)_headerBytes);
                foreach (var row in rows)
                    await CopyAsync(row.Offset, row.Bytes);

                async Task CopyAsync(long offset, int bytes)
                {
                    _decisions.Position = offset;
                    await _decisions.ReadExactlyAsync(buffer.AsMemory(0, bytes), cancellationToken);
                    await copy.WriteAsync(buffer.AsMemory(0, bytes), cancellationToken);
                }
            }

            copy.Position = 0;
            return copy;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>All faults, as the console writes them.</summary>
    /// <inheritdoc cref="DecisionsAsync"/>
    public async Task<Stream> FaultsAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            var copy = PortfolioFile.CreateScratch();
            _errors.Position = 0;
            await _errors.CopyToAsync(copy, cancellationToken);
            copy.Position = 0;
            return copy;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _decisions.Dispose();
        _errors.Dispose();
        _reading.Dispose();
    }

    private sealed class ProgressReporter(IProgress<double> progress) : IReporter
    {
        public void Status(string text)
        {
        }

        public void Warning(string text)
        {
        }

        public void Table(ReportTable table)
        {
        }

        public void Document(object document)
        {
        }

        public T Track<T>(string title, Func<IProgress<double>, T> work) => work(progress);
    }
}

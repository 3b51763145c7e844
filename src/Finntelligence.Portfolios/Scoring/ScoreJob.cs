using System.Text.Json;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Offers;
using Finntelligence.Modelling.Versions;
using Finntelligence.Portfolios.Scoring.Answers;

namespace Finntelligence.Portfolios.Scoring;

/// <summary>Scores a source of applicants, into a stream or into files.</summary>
/// <param name="models">Decide.</param>
/// <param name="source">The applicants.</param>
/// <param name="records">How the source is written.</param>
/// <param name="threads">How many blocks are scored at a time; has no influence on the output.</param>
/// <param name="length">Bytes of the whole source; null if nobody knows.</param>
/// <param name="reporter">Is told how far it is.</param>
public sealed class ScoreJob(RegisteredModels models, RecordSource source, RecordOptions records, int threads, long? length, IReporter reporter)
{
    /// <summary>Writes at once, and cannot go on after an end.</summary>
    /// <param name="output">Takes the decisions.</param>
    /// <param name="errors">Takes the faults.</param>
    /// <param name="cancellation">Ends it between blocks.</param>
    /// <param name="watch">Told of every record, some at a time and in order, after its line is written; null for nobody.</param>
    public ScoreCounts ToStream(
        Stream output, Stream errors, CancellationToken cancellation, Action<IReadOnlyList<ScoredLine>>? watch = null)
    {
        using var sink = new StreamSink(output, errors, Answers(), watch);
        Run(sink, cancellation, isWatched: watch is not null);
        return sink.Counts;
    }

    /// <summary>Writes files that have their names when they are whole.</summary>
    /// <param name="files">Their names.</param>
    /// <param name="resume">Whether to go on with an unfinished run into the same files.</param>
    /// <param name="time">Says when to keep a checkpoint.</param>
    /// <param name="cancellation">Keeps what is done.</param>
    public ScoreCounts ToFiles(ScoreFiles files, bool resume, TimeProvider time, CancellationToken cancellation)
    {
        var setup = new ScoreSetup(
            models.Product.Sha256, models.Risk.Sha256, models.Acceptance.Sha256, JsonSerializer.Serialize(records with { Format = source.Reader.Format }),
            models.Card?.Sha256);
        var checkpoint = Checkpoint(files, resume);
        if (checkpoint is { Complete: true } && checkpoint.Setup == setup)
        {
            files.Publish();
            return checkpoint.Counts;
        }

        using var sink = FileSink.Open(files, setup, checkpoint, source.Reader, Answers(), time, FileSink.DefaultInterval);
        try
        {
            Run(sink, cancellation);
        }
        catch (OperationCanceledException)
        {
            sink.Save();
            reporter.Warning($"{Figures.Count(sink.Counts.Total)} lines are done; --resume goes on with the rest.");
            throw;
        }

        return sink.Counts;
    }

    private ScoreCheckpoint? Checkpoint(ScoreFiles files, bool resume)
    {
        if (!resume)
        {
            if (File.Exists(files.Checkpoint))
                reporter.Warning("An unfinished run is given up; --resume would have gone on with it.");
            return null;
        }

        var checkpoint = ScoreCheckpoint.Load(files.Checkpoint);
        if (checkpoint is not null)
            reporter.Status($"Going on after line {Figures.Count(checkpoint.Input.Line)}.");
        else if (File.Exists(files.Output))
            reporter.Warning($"{files.Output} is finished, and does not say what it was made from: it is made anew.");
        return checkpoint;
    }

    private IAnswerWriter Answers() => source.Reader.Format == ScoreFormat.Csv
        ? new CsvAnswers(
            source.Named, header: records.Columns is null, exact: records.Search == SearchMode.Exact, card: models.Card is not null,
            markup: models.Product.Policy.Markup is not null)
        : new NdjsonAnswers(models.Product);

    private void Run(IScoreSink sink, CancellationToken cancellation, bool isWatched = false) => reporter.Track("Scoring", progress =>
    {
        ScoreRun.Run(source.Reader, new BlockScorer(source.Parser, models.Engine(), Answers, isWatched), sink, threads, length, progress, cancellation);
        return true;
    });
}

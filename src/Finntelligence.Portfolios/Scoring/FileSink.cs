using System.Text;
using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Records;
using Finntelligence.Portfolios.Scoring.Answers;

namespace Finntelligence.Portfolios.Scoring;

/// <summary>
/// Writes to files, and notes from time to time how far it is: first both files are on the disk, then the checkpoint that counts them.
/// A run that ends at any moment, however it ends, goes on from there without a line lost or doubled.
/// </summary>
internal sealed class FileSink : IScoreSink
{
    private readonly ScoreFiles _files;
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly Action<string>? _step;
    private readonly FileStream _output;
    private readonly FileStream _errors;
    private ScoreCheckpoint _now;
    private long _saved;

    private FileSink(ScoreFiles files, ScoreCheckpoint start, TimeProvider time, TimeSpan interval, Action<string>? step)
    {
        _files = files;
        _time = time;
        _interval = interval;
        _step = step;
        _now = start;
        (_output, _errors) = files.Open(start.OutputLength, start.ErrorsLength);
        _saved = time.GetTimestamp();
    }

    /// <summary>How often a checkpoint is written.</summary>
    public static TimeSpan DefaultInterval { get; } = TimeSpan.FromSeconds(1);

    public ScoreCounts Counts => _now.Counts;

    /// <summary>Begins, or goes on with an unfinished run.</summary>
    /// <param name="files">Where.</param>
    /// <param name="setup">What decisions depend on.</param>
    /// <param name="checkpoint">Of the unfinished run; null to begin anew.</param>
    /// <param name="input">Behind its header; is moved to where the checkpoint says.</param>
    /// <param name="answers">Has the headers.</param>
    /// <param name="time">For the interval.</param>
    /// <param name="interval">Between two checkpoints.</param>
    /// <param name="step">Called after every step, so that tests can end the run there.</param>
    /// <exception cref="RequestFaultException">The unfinished run was about something else.</exception>
    public static FileSink Open(
        ScoreFiles files,
        ScoreSetup setup,
        ScoreCheckpoint? checkpoint,
        RecordReader input,
        IAnswerWriter answers,
        TimeProvider time,
        TimeSpan interval,
        Action<string>? step = null)
    {
        if (checkpoint is null)
        {
            // What an earlier run has left no longer counts.
            File.Delete(files.Checkpoint);
            var sink = new FileSink(
                files, new ScoreCheckpoint(setup, new InputPosition(0, 0, ""), 0, 0, ScoreCounts.None, Complete: false), time, interval, step);
            sink._output.Write(Encoding.UTF8.GetBytes(answers.DecisionHeader));
            sink._errors.Write(Encoding.UTF8.GetBytes(answers.FaultHeader));
            return sink;
        }

        if (checkpoint.Setup != setup)
            throw new RequestFaultException(
                "The unfinished run used another product, other models or other options.", remedy: "Without --resume the run begins anew.");
        if (!input.TryGoTo(checkpoint.Input))
            throw new RequestFaultException("The input is not the one of the unfinished run: it begins otherwise.", remedy: "Without --resume the run begins anew.");
        return new FileSink(files, checkpoint, time, interval, step);
    }

    public void Write(ScoredBlock block)
    {
        _output.Write(block.Decisions.Span);
        _errors.Write(block.Faults.Span);
        _now = _now with { Input = block.End, Counts = _now.Counts + block.Counts };
        _step?.Invoke("written");
        if (_time.GetElapsedTime(_saved) >= _interval)
            Save();
    }

    /// <summary>Notes how far the run is.</summary>
    public void Save()
    {
        // Before the first block there is nothing to go on from.
        if (_now.Input.Offset == 0 && !_now.Complete)
            return;
        _output.Flush(flushToDisk: true);
        _errors.Flush(flushToDisk: true);
        _step?.Invoke("flushed");
        _now = _now with { OutputLength = _output.Length, ErrorsLength = _errors.Length };
        _now.Save(_files.Checkpoint);
        _saved = _time.GetTimestamp();
        _step?.Invoke("saved");
    }

    public void Complete()
    {
        _now = _now with { Complete = true };
        Save();
        Dispose();
        _files.Publish();
    }

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
    }
}

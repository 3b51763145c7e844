using System.Text;
using Finntelligence.Portfolios.Scoring.Answers;

namespace Finntelligence.Portfolios.Scoring;

/// <summary>Writes to a stream, as standard output, and the faults to one of their own.</summary>
internal sealed class StreamSink : IScoreSink
{
    private readonly Stream _output;
    private readonly Stream _errors;
    private readonly Action<IReadOnlyList<ScoredLine>>? _watch;

    public StreamSink(Stream output, Stream errors, IAnswerWriter answers, Action<IReadOnlyList<ScoredLine>>? watch = null)
    {
        _output = output;
        _errors = errors;
        _watch = watch;
        _output.Write(Encoding.UTF8.GetBytes(answers.DecisionHeader));
        _errors.Write(Encoding.UTF8.GetBytes(answers.FaultHeader));
    }

    public ScoreCounts Counts { get; private set; } = ScoreCounts.None;

    // At once: who reads the other end may be waiting for this very line.
    public void Write(ScoredBlock block)
    {
        _output.Write(block.Decisions.Span);
        _output.Flush();
        _errors.Write(block.Faults.Span);
        _errors.Flush();
        Counts += block.Counts;
        _watch?.Invoke(block.Lines);
    }

    public void Complete()
    {
        _output.Flush();
        _errors.Flush();
    }

    public void Dispose()
    {
        // Both belong to the caller.
    }
}

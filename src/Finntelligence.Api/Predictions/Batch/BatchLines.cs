using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Finntelligence.Api.Predictions.Batch;

/// <summary>A line of a batch.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Bytes">Without its end; empty with a fault.</param>
/// <param name="Fault">Why it cannot be read; null if it can.</param>
internal readonly record struct BatchLine(long Number, ReadOnlyMemory<byte> Bytes, string? Fault);

/// <summary>
/// Cuts a body into lines as they arrive, and holds no more of it than one line and what the server has buffered. Blank lines are
/// counted and passed over. What is beyond the limit of the whole body is not read: a last line says so.
/// </summary>
/// <param name="body">From its first byte.</param>
/// <param name="longestLine">Bytes; a longer line is a fault of that line only.</param>
/// <param name="mostBytes">Of the whole body.</param>
internal sealed class BatchLines(PipeReader body, int longestLine, long mostBytes)
{
    private const int MostLines = 32;

    private long _number;
    private long _bytes;
    private bool _skipping;

    /// <summary>Groups of lines, each of at least one; a line does not wait for others to come.</summary>
    public async IAsyncEnumerable<IReadOnlyList<BatchLine>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            if (read.IsCanceled)
                throw new OperationCanceledException(cancellationToken);
            var tooMuch = read.Buffer.Length > mostBytes - _bytes;
            var buffer = tooMuch ? read.Buffer.Slice(0, mostBytes - _bytes) : read.Buffer;
            var lines = new List<BatchLine>();
            var rest = Cut(buffer, read.IsCompleted && !tooMuch, lines);
            var full = lines.Count >= MostLines;
            _bytes += buffer.Length - rest.Length;
            // With more lines at hand, the next reading is not to wait for new bytes.
            body.AdvanceTo(rest.Start, full ? rest.Start : rest.End);
            if (tooMuch && !full)
                lines.Add(TooMuch());
            if (lines.Count > 0)
                yield return lines;
            if (!full && (tooMuch || read.IsCompleted))
                yield break;
        }
    }

    private ReadOnlySequence<byte> Cut(ReadOnlySequence<byte> rest, bool last, List<BatchLine> lines)
    {
        while (lines.Count < MostLines)
        {
            if (rest.PositionOf((byte)'\n') is { } end)
            {
                Add(rest.Slice(0, end), lines);
                rest = rest.Slice(rest.GetPosition(1, end));
            }
            else if (last)
            {
                if (!rest.IsEmpty || _skipping)
                    Add(rest, lines);
                return rest.Slice(rest.End);
            }
            else
            {
                if (rest.Length <= longestLine)
                    return rest;
                // It stays a fault however it goes on; nobody needs to hold it.
                _skipping = true;
                return rest.Slice(rest.End);
            }
        }

        return rest;
    }

    private void Add(ReadOnlySequence<byte> line, List<BatchLine> lines)
    {
        _number++;
        var tooLong = _skipping || line.Length > longestLine;
        _skipping = false;
        if (tooLong)
        {
            lines.Add(new BatchLine(
                _number, default, string.Create(CultureInfo.InvariantCulture, $"The line may have at most {longestLine} bytes.")));
            return;
        }

        var bytes = line.ToArray();
        if (!bytes.AsSpan().Trim(" \t\r"u8).IsEmpty)
            lines.Add(new BatchLine(_number, bytes, null));
    }

    private BatchLine TooMuch() => new(_number + 1, default, string.Create(
        CultureInfo.InvariantCulture, $"A batch may have at most {mostBytes} bytes; from here on it was not read."));
}

using System.Diagnostics;
using System.Threading.Channels;
using Finntelligence.Decisions.Records;
using Finntelligence.Decisions.Storage;

namespace Finntelligence.Decisions.Writing;

/// <summary>
/// Keeps records by group commit: one thread writes whatever has come while it wrote what came before, in one transaction, so that many
/// answers share one wait for the disk. The queue before it is bounded. Safe for any number of threads.
/// </summary>
public sealed class DecisionLog : IDisposable
{
    /// <summary>Answers that go into one transaction, at most.</summary>
    private const int MostAtOnce = 512;

    /// <summary>Answers that came together, from which on the next ones are waited for a little, and how many are not waited for.</summary>
    private const int Several = 4, Plenty = 64;

    /// <summary>
    /// From the beginning of one write to that of the next, where several answers come together. A commit costs as much processor time as
    /// some twenty records in it, so that many small ones would cost more than the records.
    /// </summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(4);

    /// <summary>Answers that a thread sends one after the other, at least.</summary>
    private const int LeastShare = 4;

    private readonly Channel<Waiting> _queue;
    private readonly Thread _writer;
    private readonly Action<Exception> _failed;
    private readonly Action _recovered;
    private long _written;
    private long _lost;
    private long _refused;
    private volatile string? _fault;

    /// <param name="store">Where the records go; disposed of with the log.</param>
    /// <param name="mode">Required or best effort.</param>
    /// <param name="queueLength">Answers that may wait.</param>
    /// <param name="failed">Told when writing begins to fail, once.</param>
    /// <param name="recovered">Told when it works again.</param>
    public DecisionLog(DecisionStore store, LogMode mode, int queueLength, Action<Exception>? failed = null, Action? recovered = null)
    {
        Store = store;
        Mode = mode;
        _failed = failed ?? (_ => { });
        _recovered = recovered ?? (() => { });
        _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(queueLength) { SingleReader = true });
        // A thread of its own: waiting for a disk must not take one that answers requests.
        _writer = new Thread(Run) { IsBackground = true, Name = "decision log" };
        _writer.Start();
    }

    public DecisionStore Store { get; }

    public LogMode Mode { get; }

    /// <summary>Answers that wait for their record.</summary>
    public int QueueDepth => _queue.Reader.Count;

    /// <summary>Records that are durable, since the start.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>Records that best effort could not keep, since the start.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Answers that were refused for want of a record, since the start.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Why the last write failed; null if it did not.</summary>
    public string? Fault => _fault;

    /// <summary>Whether records can be written: they could the last time, or a try now succeeds.</summary>
    /// <exception cref="System.Data.Common.DbException">The try failed.</exception>
    public async Task<bool> IsGoodAsync(CancellationToken cancellationToken)
    {
        if (_fault is null)
            return true;
        await Store.TryWritingAsync(cancellationToken);
        return true;
    }

    /// <summary>Keeps the record of one answer; does not wait for room in the queue.</summary>
    /// <returns>With best effort at once; else when the record is durable.</returns>
    /// <exception cref="NotRecordedException">The queue is full, or the record could not be written: the answer must not leave.</exception>
    public Task AppendAsync(DecisionRecord record)
    {
        var waiting = new Waiting([record], Mode == LogMode.Required);
        return _queue.Writer.TryWrite(waiting) ? waiting.Done : NoRoom(1);
    }

    /// <summary>Takes a record the whole way, and takes it back: nothing is kept or counted, and what decided is known to the store.</summary>
    /// <returns>When it has been written and taken back, in every mode.</returns>
    /// <exception cref="NotRecordedException">The queue is full, or the record could not be written.</exception>
    public Task RehearseAsync(DecisionRecord record)
    {
        var waiting = new Waiting([record], waits: true) { IsRehearsal = true };
        return _queue.Writer.TryWrite(waiting) ? waiting.Done : Task.FromException(new NotRecordedException("Too many answers wait for their record.", null));
    }

    /// <summary>Keeps the records of many answers; waits for room in the queue, so that whoever sends more is held back.</summary>
    /// <inheritdoc cref="AppendAsync(DecisionRecord)"/>
    public async Task AppendAsync(IReadOnlyList<DecisionRecord> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0)
            return;
        var waiting = new Waiting(records, Mode == LogMode.Required);
        await _queue.Writer.WriteAsync(waiting, cancellationToken);
        await waiting.Done;
    }

    /// <summary>Writes what waits, then ends.</summary>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _writer.Join();
        Store.Dispose();
    }

    private Task NoRoom(int records)
    {
        if (Mode == LogMode.Required)
        {
            Interlocked.Add(ref _refused, records);
            return Task.FromException(new NotRecordedException("Too many answers wait for their record.", null));
        }

        Interlocked.Add(ref _lost, records);
        return Task.CompletedTask;
    }

    private void Run()
    {
        var taken = new List<Waiting>(MostAtOnce);
        var records = new List<DecisionRecord>(MostAtOnce);
        var began = 0L;
        // Blocking, here and below: this thread has nothing else to do.
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            // A client that asks for one after the other does not wait, nor do all when as many are back as were answered last.
            while (taken.Count >= Several && _queue.Reader.Count < Math.Min(taken.Count, Plenty) && Stopwatch.GetElapsedTime(began) < Pace)
                Thread.Sleep(1);
            began = Stopwatch.GetTimestamp();
            taken.Clear();
            records.Clear();
            while (taken.Count < MostAtOnce && _queue.Reader.TryRead(out var waiting))
            {
                if (waiting.IsRehearsal)
                {
                    Write([waiting], [.. waiting.Records], isRehearsal: true);
                    continue;
                }

                taken.Add(waiting);
                records.AddRange(waiting.Records);
            }

            if (taken.Count > 0)
                Write(taken, records, isRehearsal: false);
        }
    }

    private void Write(List<Waiting> taken, List<DecisionRecord> records, bool isRehearsal)
    {
        NotRecordedException? fault = null;
        try
        {
            if (isRehearsal)
                Store.Rehearse(records);
            else
                Store.Write(records);
        }
        // Whatever a database throws must end neither the writer nor leave an answer waiting.
        catch (Exception thrown)
        {
            fault = new NotRecordedException("The record could not be written.", thrown);
        }

        // Whether decisions can be kept is found out, and said, with the first that is to be.
        if (!isRehearsal)
            Count(records.Count, fault?.InnerException);
        if (isRehearsal || Mode == LogMode.Required)
            Tell(taken, fault);
    }

    private void Count(int records, Exception? fault)
    {
        if (fault is null)
            Interlocked.Add(ref _written, records);
        else
            Interlocked.Add(ref Mode == LogMode.Required ? ref _refused : ref _lost, records);
        if (fault is not null && _fault is null)
            _failed(fault);
        else if (fault is null && _fault is not null)
            _recovered();
        _fault = fault?.Message;
    }

    // A share for each core: the way to a thread of the pool is much longer than what is left to do for an answer.
    private static void Tell(List<Waiting> taken, NotRecordedException? fault)
    {
        foreach (var share in taken.Chunk(Math.Max(LeastShare, (taken.Count + Environment.ProcessorCount - 1) / Environment.ProcessorCount)))
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static told =>
                {
                    foreach (var answer in told.Share)
                        answer.Tell(told.Fault);
                },
                (Share: share, Fault: fault), preferLocal: false);
        }
    }

    /// <summary>Answers that wait for their records.</summary>
    private sealed class Waiting(IReadOnlyList<DecisionRecord> records, bool waits)
    {
        // What follows runs where it is completed, which is a thread of the pool.
        private readonly TaskCompletionSource? _done = waits ? new() : null;

        public IReadOnlyList<DecisionRecord> Records { get; } = records;

        /// <summary>Whether nothing of it stays.</summary>
        public bool IsRehearsal { get; init; }

        public Task Done => _done?.Task ?? Task.CompletedTask;

        public void Tell(NotRecordedException? fault)
        {
            if (fault is null)
                _done?.SetResult();
            else
                _done?.SetException(fault);
        }
    }
}

/// <summary>An answer has no durable record, and so must not leave.</summary>
public sealed class NotRecordedException(string message, Exception? inner) : Exception(message, inner);

using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Finntelligence.Trees.Learning;

/// <summary>
/// The threads of one training. A tree is thousands of pieces of work of some ten microseconds each, which a thread pool is too
/// slow to hand out: members of a team stay, look out for the next piece for a moment and only then go to sleep. The caller is
/// member 0 and works too. Tasks go to whoever is free, so nobody waits for a member that sleeps or that the machine has put
/// aside; what a task does must not depend on who does it.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    // About 50 µs: longer than what one thread does alone between two pieces of work, shorter than anyone else would mind.
    private const int Looks = 700;
    private const int PausesPerLook = 2;

    private readonly object _bed = new();
    private readonly CancellationToken _cancellationToken;
    private Thread[]? _threads;
    private Job? _job;
    private int _sleeping;
    private bool _ended;

    /// <param name="size">Members, with the caller.</param>
    /// <param name="cancellationToken">Asked before each piece of work.</param>
    public WorkerTeam(int size, CancellationToken cancellationToken)
    {
        Size = size;
        _cancellationToken = cancellationToken;
    }

    public int Size { get; }

    /// <summary>Where the time of each piece of work is written down; null when nobody asks.</summary>
    public PhaseTimes? Times { get; init; }

    /// <summary>Does tasks 0 … count − 1 and returns when all are done. An exception of a task is thrown on, the first if there are several.</summary>
    /// <param name="phase">What the work is, for <see cref="Times"/>.</param>
    /// <param name="count">Number of tasks.</param>
    /// <param name="task">Given the task and the member that does it, 0 … <see cref="Size"/> − 1.</param>
    /// <param name="most">Most members that may take part.</param>
    public void Run(string phase, int count, Action<int, int> task, int most = int.MaxValue)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var started = Times is null ? 0 : Stopwatch.GetTimestamp();
        var members = Math.Min(Math.Min(Size, most), count);
        if (members <= 1)
        {
            for (var i = 0; i < count; i++)
                task(i, 0);
        }
        else
        {
            var job = new Job(task, count, members);
            CallUp(job, members - 1);
            job.Work(0);
            job.Wait();
        }

        Times?.Add(phase, Stopwatch.GetTimestamp() - started);
    }

    /// <summary>Sends the members home. No work may be in progress.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _ended, true);
        lock (_bed)
            Monitor.PulseAll(_bed);
        foreach (var thread in _threads ?? [])
            thread.Join();
    }

    private void CallUp(Job job, int wanted)
    {
        if (_threads is null)
            Start();

        // A full fence: either a member about to sleep sees the job, or its going to sleep is seen here.
        Interlocked.Exchange(ref _job, job);
        if (Volatile.Read(ref _sleeping) == 0)
            return;
        lock (_bed)
        {
            var awake = Size - 1 - _sleeping;
            for (var i = awake; i < wanted; i++)
                Monitor.Pulse(_bed);
        }
    }

    private void Start()
    {
        _threads = new Thread[Size - 1];
        for (var i = 0; i < _threads.Length; i++)
        {
            var member = i + 1;
            _threads[i] = new Thread(() => Live(member)) { IsBackground = true, Name = $"Learner {member}" };
            _threads[i].Start();
        }
    }

    private void Live(int member)
    {
        Job? last = null;
        while (Next(last) is { } job)
        {
            last = job;
            job.Work(member);
        }
    }

    /// <summary>The next job, or null at the end.</summary>
    private Job? Next(Job? last)
    {
        for (var look = 0; look < Looks; look++)
        {
            if (Volatile.Read(ref _ended))
                return null;
            if (Volatile.Read(ref _job) is { } job && job != last)
                return job;
            Thread.SpinWait(PausesPerLook);
        }

        lock (_bed)
        {
            Interlocked.Increment(ref _sleeping);
            while (!_ended && Volatile.Read(ref _job) == last)
                Monitor.Wait(_bed);
            Interlocked.Decrement(ref _sleeping);
            return _ended ? null : _job;
        }
    }

    /// <summary>One piece of work. A member that comes late finds nothing left to take and goes.</summary>
    private sealed class Job(Action<int, int> task, int count, int most)
    {
        private Counter _members;
        private Counter _taken;
        private Counter _done;
        private ExceptionDispatchInfo? _fault;

        public void Work(int member)
        {
            if (Volatile.Read(ref _taken.Value) >= count || Interlocked.Increment(ref _members.Value) > most)
                return;
            var done = 0;
            int i;
            while ((i = Interlocked.Increment(ref _taken.Value) - 1) < count)
            {
                Do(i, member);
                done++;
            }

            if (done > 0)
                Interlocked.Add(ref _done.Value, done);
        }

        public void Wait()
        {
            var spin = default(SpinWait);
            while (Volatile.Read(ref _done.Value) < count)
                spin.SpinOnce(sleep1Threshold: -1);
            _fault?.Throw();
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private void Do(int i, int member)
        {
            if (Volatile.Read(ref _fault) is not null)
                return;
            try
            {
                task(i, member);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref _fault, ExceptionDispatchInfo.Capture(e), null);
            }
        }
    }

    /// <summary>A number on a cache line of its own: members that count one must not slow those that read another.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Counter
    {
        [FieldOffset(64)]
        public int Value;
    }
}

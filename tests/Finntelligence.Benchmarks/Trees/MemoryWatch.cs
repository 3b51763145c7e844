using System.Globalization;

namespace Finntelligence.Benchmarks.Trees;

/// <summary>Follows what a process has resident (Linux): its own memory, which only swap could take from it, and pages of files, which the system may drop.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly string _status;
    private readonly Func<long> _files;
    private readonly Thread _thread;
    private volatile bool _ended;

    /// <param name="process">Its number.</param>
    /// <param name="files">Bytes that it has in scratch files, where that can be asked.</param>
    public MemoryWatch(int process, Func<long>? files = null)
    {
        _status = $"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status";
        _files = files ?? (() => 0);
        _thread = new Thread(Follow) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Most of its own memory, MB.</summary>
    public double OwnMegabytes { get; private set; }

    /// <summary>Most of everything resident, MB.</summary>
    public double ResidentMegabytes { get; private set; }

    /// <summary>Most in scratch files, MB.</summary>
    public double FilesMegabytes { get; private set; }

    public void Dispose()
    {
        _ended = true;
        _thread.Join();
    }

    private void Follow()
    {
        while (!_ended)
        {
            Look();
            Thread.Sleep(Interval);
        }

        Look();
    }

    private void Look()
    {
        FilesMegabytes = Math.Max(FilesMegabytes, _files() / 1e6);
        try
        {
            foreach (var line in File.ReadLines(_status))
            {
                if (line.StartsWith("RssAnon:", StringComparison.Ordinal))
                    OwnMegabytes = Math.Max(OwnMegabytes, Megabytes(line));
                else if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                    ResidentMegabytes = Math.Max(ResidentMegabytes, Megabytes(line));
            }
        }
        catch (IOException)
        {
            // It has just ended.
        }
    }

    private static double Megabytes(string line) =>
        double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1e6;
}

using System.Runtime.InteropServices;

namespace Finntelligence.Api.Hosting;

/// <summary>
/// Listens for the signals to stop from the first line of the program on. The host does so only when it starts, and a start that is
/// broken off is no fault.
/// </summary>
internal sealed class EarlyStop : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _signals;

    public EarlyStop() => _signals = [Listen(PosixSignal.SIGTERM), Listen(PosixSignal.SIGINT), Listen(PosixSignal.SIGQUIT)];

    /// <summary>Cancelled when the process is asked to stop.</summary>
    public CancellationToken Token => _asked.Token;

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _asked.Dispose();
    }

    private PosixSignalRegistration Listen(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        // The process ends by itself, and with its own exit code.
        context.Cancel = true;
        _asked.Cancel();
    });
}

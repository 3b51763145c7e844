using Finntelligence.Api;
using Finntelligence.Api.Hosting;

using var stop = new EarlyStop();
// What is wrong with the log itself, such as a sink that is not there.
Serilog.Debugging.SelfLog.Enable(static message => Console.Error.WriteLine(message));
try
{
    await ServiceApp.Build(args).RunAsync(stop.Token);
    return 0;
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    // Stopped before it had started.
    return 0;
}
catch (Exception fault) when (StartFaults.AreTheUsers(fault))
{
    return StartFaults.Report(fault);
}

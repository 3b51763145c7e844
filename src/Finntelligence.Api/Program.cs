using Finntelligence.Api;
using Finntelligence.Api.Hosting;

// What is wrong with the log itself, such as a sink that is not there.
Serilog.Debugging.SelfLog.Enable(static message => Console.Error.WriteLine(message));
try
{
    await ServiceApp.Build(args).RunAsync();
    return 0;
}
catch (Exception fault) when (StartFaults.AreTheUsers(fault))
{
    return StartFaults.Report(fault);
}

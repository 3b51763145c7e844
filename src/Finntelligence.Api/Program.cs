using Finntelligence.Api;
using Finntelligence.Api.Hosting;

try
{
    await ServiceApp.Build(args).RunAsync();
    return 0;
}
catch (Exception fault) when (StartFaults.AreTheUsers(fault))
{
    return StartFaults.Report(fault);
}

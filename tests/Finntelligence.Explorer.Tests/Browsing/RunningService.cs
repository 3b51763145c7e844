namespace Finntelligence.Explorer.Tests.Browsing;

/// <summary>The real service over the shipped products, without a log unless a test asks for one.</summary>
internal static class RunningService
{
    /// <summary>Starts one, and waits until it listens.</summary>
    /// <param name="settings">As on the command line.</param>
    public static Task<ServiceProcess> StartAsync(params string[] settings) =>
        ServiceProcess.StartAsync(Repository.Root, settings: ["--Finntelligence:DecisionLog:Mode=off", .. settings]);
}

using System.Reflection;

namespace Finntelligence.Api.Hosting;

internal static class ServiceVersion
{
    /// <summary>Version of the service.</summary>
    public static string Text { get; } =
        typeof(ServiceVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}

using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Finntelligence.Api.FirstRequest;

/// <summary><c>--request FILE</c>: the service, once it listens, asks itself for an offer and shows the answer. It then serves on.</summary>
internal static class FirstRequestExtensions
{
    /// <summary>The setting, as a command line names it.</summary>
    public const string Setting = "request";

    /// <summary>Does nothing where no file is named.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static WebApplicationBuilder AddFirstRequest(this WebApplicationBuilder builder)
    {
        if (builder.Configuration[Setting] is not { Length: > 0 } file)
            return builder;
        var path = Path.GetFullPath(file);
        if (!File.Exists(path))
            throw new FileNotFoundException($"--request: there is no file {path}.");
        builder.Services.TryAddSingleton(Console.Out);
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<FirstRequestService>(services, path));
        return builder;
    }
}

using Finntelligence.Api.Hosting;
using Finntelligence.ModelOps.Workspaces;
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
        var path = Find(file, builder.Configuration);
        builder.Services.TryAddSingleton(Console.Out);
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<FirstRequestService>(services, path));
        return builder;
    }

    // `dotnet run` starts a web project in the project's folder, wherever its user is: the folder with data/ is the one that both know.
    private static string Find(string file, ConfigurationManager configuration)
    {
        if (File.Exists(file))
            return Path.GetFullPath(file);
        var root = configuration[$"{ServiceOptions.Section}:{nameof(ServiceOptions.Root)}"] is { Length: > 0 } named ? named : Workspace.Find().Root;
        var path = Path.GetFullPath(file, Path.GetFullPath(root));
        return File.Exists(path) ? path : throw new FileNotFoundException($"--request: there is no file {path}.");
    }
}

namespace Finntelligence.Api.Hosting;

/// <summary>Addresses of the contract: each under its version, and without one as it was before there were versions.</summary>
internal static class VersionedRoutes
{
    /// <summary>The version of the contract.</summary>
    public const string Version = "v1";

    private const string Suffix = "V1";

    /// <summary>Maps a handler of posts to both addresses.</summary>
    /// <param name="app">The service.</param>
    /// <param name="path">Without a version.</param>
    /// <param name="name">Of the operation; that of the address with a version ends in V1.</param>
    /// <param name="handler">Answers both.</param>
    public static RouteHandlerBuilder MapVersioned(this WebApplication app, string path, string name, Delegate handler) => new(
    [
        app.MapPost(path, handler).WithName(name), app.MapPost($"/{Version}{path}", handler).WithName(name + Suffix),
    ]);

    /// <summary>Maps a handler of gets to both addresses.</summary>
    /// <inheritdoc cref="MapVersioned"/>
    public static RouteHandlerBuilder MapVersionedGet(this WebApplication app, string path, string name, Delegate handler) => new(
    [
        app.MapGet(path, handler).WithName(name), app.MapGet($"/{Version}{path}", handler).WithName(name + Suffix),
    ]);

    /// <summary>The name of an operation without its version.</summary>
    public static string NameOf(string operation) => operation.EndsWith(Suffix, StringComparison.Ordinal) ? operation[..^Suffix.Length] : operation;
}

using Finntelligence.Explorer.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Finntelligence.Explorer.InService;

/// <summary><c>GET /explore/models/report</c>: the product's report as the console wrote it, to whom the service lets explore.</summary>
internal static class ReportPage
{
    public const string Path = "/models/report";

    public static Results<PhysicalFileHttpResult, NotFound> Show(IServiceBoard board) =>
        System.IO.Path.Combine(board.ModelFolder, Evidence.PageName) is var path && File.Exists(path)
            ? TypedResults.PhysicalFile(path, "text/html; charset=utf-8")
            : TypedResults.NotFound();
}

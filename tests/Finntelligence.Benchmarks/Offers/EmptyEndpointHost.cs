using Finntelligence.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Finntelligence.Benchmarks.Offers;

/// <summary>
/// <c>offers-host …</c>: the service as it is shipped, with one endpoint more, POST /empty, which reads its JSON body to the end and
/// answers <c>{}</c>: what /predict is compared with.
/// </summary>
internal static class EmptyEndpointHost
{
    public static void Run(string[] args)
    {
        var app = ServiceApp.Build(args);
        app.MapPost("/empty", async (HttpContext context) =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync("{}"u8.ToArray(), context.RequestAborted);
        });
        app.Run();
    }
}

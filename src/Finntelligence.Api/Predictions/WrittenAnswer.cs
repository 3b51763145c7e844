using System.Reflection;
using Finntelligence.Api.Seeing;
using Microsoft.AspNetCore.Http.Metadata;

namespace Finntelligence.Api.Predictions;

/// <summary>An answer whose bytes are made: its length is known, so that it goes out in one piece.</summary>
internal sealed class WrittenAnswer(byte[] answer) : IResult, IEndpointMetadataProvider
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var writing = Spans.Start(Spans.Write);
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.ContentLength = answer.Length;
        await httpContext.Response.BodyWriter.WriteAsync(answer, httpContext.RequestAborted);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(PredictResponse), ["application/json"]));
}

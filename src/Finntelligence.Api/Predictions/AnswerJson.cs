using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Finntelligence.Api.Seeing;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Predictions;

/// <summary>The bytes of an answer, as the service writes them.</summary>
internal sealed class AnswerJson(IOptions<JsonOptions> json)
{
    private readonly JsonTypeInfo<PredictResponse> _type =
        (JsonTypeInfo<PredictResponse>)json.Value.SerializerOptions.GetTypeInfo(typeof(PredictResponse));

    public byte[] Write(PredictResponse answer) => JsonSerializer.SerializeToUtf8Bytes(answer, _type);
}

/// <summary>An answer whose bytes are made already: the log has the same.</summary>
internal sealed class WrittenAnswer(byte[] answer) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var writing = Spans.Start(Spans.Write);
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.ContentLength = answer.Length;
        await httpContext.Response.BodyWriter.WriteAsync(answer, httpContext.RequestAborted);
    }
}

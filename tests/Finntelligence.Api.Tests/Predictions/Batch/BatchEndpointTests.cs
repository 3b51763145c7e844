using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Api.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Finntelligence.Api.Tests.Predictions.Batch;

public sealed class BatchEndpointTests : IDisposable
{
    private static readonly string OneLine = JsonNode.Parse(TestService.ValidBody)!.ToJsonString();

    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();
    private readonly TestService _service;

    public BatchEndpointTests() => _service = new TestService(_workspace);

    public void Dispose()
    {
        _service.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task Every_Line_Is_Answered_As_Predict_Would_Answer_It()
    {
        var bodies = Enumerable.Range(2, 24).Select(i => TestService.With(json => json["requestedAmount"] = i * 100)).ToList();
        var answers = await AnswersAsync(string.Join('\n', bodies.Select(b => JsonNode.Parse(b)!.ToJsonString())));

        answers.Select(a => a["line"]!.GetValue<int>()).ShouldBe(Enumerable.Range(1, bodies.Count));
        foreach (var (answer, body) in answers.Zip(bodies))
        {
            var alone = await (await _service.PostAsync(body)).JsonAsync();
            alone["decisionId"] = answer["answer"]!["decisionId"]!.GetValue<string>();
            answer["answer"]!.ToJsonString().ShouldBe(alone.ToJsonString());
            answer.Names().ShouldBe(["line", "answer"]);
        }
    }

    [Fact]
    public async Task Many_Lines_Stay_In_Order_With_Their_Ids()
    {
        var applicant = JsonNode.Parse(OneLine)!["applicant"]!.ToJsonString();
        var lines = Enumerable.Range(0, 2000).Select(i => i % 7 == 3
            ? string.Create(CultureInfo.InvariantCulture, $$$"""{"id":{{{i}}},"applicant":{}}""")
            : string.Create(CultureInfo.InvariantCulture, $$"""{"id":{{i}},"applicant":{{applicant}},"alternatives":0}"""));
        var answers = await AnswersAsync(string.Join('\n', lines));

        answers.Select(a => a["id"]!.GetValue<int>()).ShouldBe(Enumerable.Range(0, 2000));
        answers.Select(a => a["answer"] is null).ShouldBe(Enumerable.Range(0, 2000).Select(i => i % 7 == 3));
        answers.Where(a => a["answer"] is not null).Select(a => a["answer"]!["decisionId"]!.GetValue<Guid>()).Distinct().Count().ShouldBe(1714);
    }

    [Fact]
    public async Task A_Bad_Line_Is_Answered_By_Its_Errors_And_The_Rest_Goes_On()
    {
        var answers = await AnswersAsync($$"""
            {{OneLine}}
            { "applicant": { "riskCategory": "low" }, "requestedAmount": "much" }
            not json

            {{new string('x', 100_000)}}
            {{OneLine}}
            """);

        answers.Select(a => a["line"]!.GetValue<int>()).ShouldBe([1, 2, 3, 5, 6]);
        answers.Select(a => a["answer"] is not null).ShouldBe([true, false, false, false, true]);
        answers[1]["errors"].Names().ShouldContain("applicant.riskCategory");
        answers[1]["errors"].Names().ShouldContain("requestedAmount");
        answers[2]["errors"].Names().ShouldBe(["$"]);
        answers[3]["errors"]!["$"]![0]!.GetValue<string>().ShouldContain("65536");
    }

    [Fact]
    public async Task An_Empty_Batch_Has_No_Answers() => (await AnswersAsync("\n\n")).ShouldBeEmpty();

    [Fact]
    public async Task A_Line_Is_Answered_While_The_Batch_Goes_On()
    {
        var pipe = new Pipe();
        using var request = Request(new StreamContent(pipe.Reader.AsStream()));
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(OneLine + "\n"));
        using var response = await Client(_service).SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(TimeSpan.FromMinutes(1));
        using var answers = new StreamReader(await response.Content.ReadAsStreamAsync());

        (await answers.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)))!.ShouldContain("\"line\":1");
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(OneLine + "\n"));
        (await answers.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)))!.ShouldContain("\"line\":2");
        await pipe.Writer.CompleteAsync();
        (await answers.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1))).ShouldBeNull();
    }

    [Fact]
    public async Task A_Client_That_Does_Not_Read_Holds_Back_Its_Own_Sending()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 4096, resumeWriterThreshold: 2048));
        using var request = Request(new StreamContent(pipe.Reader.AsStream()));
        var line = Encoding.UTF8.GetBytes(OneLine + "\n");
        await pipe.Writer.WriteAsync(line);
        using var response = await Client(_service).SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(TimeSpan.FromMinutes(1));

        // Sends until nothing moves any more; were there no bound, this would not end.
        var sent = 1;
        const int Unbounded = 20_000;
        while (sent < Unbounded)
        {
            var writing = pipe.Writer.WriteAsync(line).AsTask();
            sent++;
            if (await Task.WhenAny(writing, Task.Delay(TimeSpan.FromSeconds(2))) == writing)
                continue;
            break;
        }

        sent.ShouldBeLessThan(Unbounded);
        using var answers = new StreamReader(await response.Content.ReadAsStreamAsync());
        var read = 0;
        while (read < sent - 1 && await answers.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)) is not null)
            read++;
        read.ShouldBe(sent - 1);
    }

    [Fact]
    public async Task A_Client_That_Goes_Away_Ends_Its_Batch()
    {
        var logged = _service.Logs.Next(r => r.Message.StartsWith("A batch came to", StringComparison.Ordinal));
        var pipe = new Pipe();
        using var request = Request(new StreamContent(pipe.Reader.AsStream()));
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(OneLine + "\n"));
        var response = await Client(_service).SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(TimeSpan.FromMinutes(1));
        var answers = await response.Content.ReadAsStreamAsync();
        await answers.ReadExactlyAsync(new byte[10]).AsTask().WaitAsync(TimeSpan.FromMinutes(1));
        response.Dispose();

        await logged;
        _service.Logs.Records.ShouldNotContain(r => r.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task A_Batch_Beyond_Its_Limit_Is_Refused_Or_Ends_With_A_Line_That_Says_So()
    {
        using var small = new TestService(_workspace, ("Finntelligence:MaximumBatchBytes", "2000"));
        var text = string.Concat(Enumerable.Repeat(OneLine + "\n", 50));
        using var declared = Request(new StringContent(text));
        var refused = await Client(small).SendAsync(declared);
        refused.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await refused.ProblemAsync())["detail"]!.GetValue<string>().ShouldContain("2000");

        using var undeclared = Request(new StreamContent(new UnsizedStream(Encoding.UTF8.GetBytes(text))));
        var cut = await Client(small).SendAsync(undeclared);
        var last = JsonNode.Parse((await cut.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n')[^1])!;
        cut.StatusCode.ShouldBe(HttpStatusCode.OK);
        last["errors"]!["$"]![0]!.GetValue<string>().ShouldContain("2000");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("application/x-ndjson; charset=latin1")]
    [InlineData(null)]
    public async Task Another_Type_Is_Refused(string? type)
    {
        using var request = Request(new StringContent(OneLine), type);

        var response = await Client(_service).SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await response.ProblemAsync())["detail"]!.GetValue<string>().ShouldBe("Send the body as application/x-ndjson in UTF-8, not compressed.");
    }

    [Fact]
    public async Task Without_Models_There_Is_No_Batch()
    {
        using var workspace = new TestWorkspace();
        using var service = new TestService(workspace);
        using var request = Request(new StringContent(OneLine));

        (await Client(service).SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task The_Log_Names_Counts_And_Nothing_Of_The_Lines()
    {
        await AnswersAsync($"{OneLine}\n{{\"id\":\"Mrs Secret\",\"applicant\":{{}}}}\n");

        _service.Logs.Records.ShouldContain(r => r.Message.StartsWith("A batch came to 1 offers, 0 declines and 1 lines with faults", StringComparison.Ordinal));
        _service.Logs.Records.ShouldNotContain(r => r.Text.Contains("Secret", StringComparison.Ordinal));
    }

    private async Task<List<JsonNode>> AnswersAsync(string lines)
    {
        using var request = Request(new StringContent(lines));
        var response = await Client(_service).SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        var text = await response.Content.ReadAsStringAsync();
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];
    }

    // The factory's own client follows redirects, and for that holds the whole body.
    private static HttpClient Client(TestService service) => service.CreateStreamingClient();

    private static HttpRequestMessage Request(HttpContent content, string? type = "application/x-ndjson")
    {
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return new HttpRequestMessage(HttpMethod.Post, "/predict/batch") { Content = content };
    }

    /// <summary>Does not say how long it is.</summary>
    private sealed class UnsizedStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}

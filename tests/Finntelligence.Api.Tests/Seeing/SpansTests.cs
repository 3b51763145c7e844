using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Finntelligence.Api.Seeing;
using Finntelligence.Api.Tests.Support;

namespace Finntelligence.Api.Tests.Seeing;

public sealed class SpansTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task An_answer_has_spans_for_what_it_took_within_that_of_its_request()
    {
        var (spans, trace) = await TracedAsync("/predict", "application/json", TestService.ValidBody);

        spans.Select(s => s.OperationName).ShouldBe([Spans.Read, Spans.Search, Spans.Log, Spans.Write]);
        spans.ShouldAllBe(s => s.TraceId == trace);
        spans.Select(s => s.ParentSpanId).Distinct().Count().ShouldBe(1);
        // One after the other.
        foreach (var (before, after) in spans.Zip(spans.Skip(1)))
            (before.StartTimeUtc + before.Duration).ShouldBeLessThanOrEqualTo(after.StartTimeUtc + TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task A_fault_has_only_been_read()
    {
        var (spans, _) = await TracedAsync("/predict", "application/json", "{}");

        spans.Select(s => s.OperationName).ShouldBe([Spans.Read]);
    }

    [Fact]
    public async Task A_batch_has_spans_for_each_group_of_lines()
    {
        var (spans, _) = await TracedAsync("/predict/batch", "application/x-ndjson", TestService.With(_ => { }));

        spans.Select(s => s.OperationName).ShouldBe([Spans.Search, Spans.Log, Spans.Write], ignoreOrder: true);
    }

    private async Task<(Activity[] Spans, ActivityTraceId Trace)> TracedAsync(string path, string type, string body)
    {
        // Spans of every service in the process are heard; a trace is one request.
        var trace = ActivityTraceId.CreateRandom();
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Spans.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId == trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var service = new TestService(_workspace);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, type) };
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        using (await service.CreateClient().SendAsync(request))
        {
        }

        return ([.. ended.Where(s => s.TraceId == trace).OrderBy(s => s.StartTimeUtc)], trace);
    }
}

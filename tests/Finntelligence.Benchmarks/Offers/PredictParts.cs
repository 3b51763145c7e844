using System.Text.Json;
using Finntelligence.Api;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Predictions;
using Finntelligence.Lending.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace Finntelligence.Benchmarks.Offers;

/// <summary>
/// <c>predict-parts FILE</c>: what POST /predict takes for one body, part by part, on one thread: for finding where its time goes. The
/// workspace and the product are those of the service's settings.
/// </summary>
internal static class PredictParts
{
    private const int Calls = 20_000;

    public static void Run(string[] args)
    {
        var body = File.ReadAllBytes(args[0]);
        var app = ServiceApp.Build(["--urls=http://127.0.0.1:0"]);
        app.StartAsync().GetAwaiter().GetResult();
        var snapshot = app.Services.GetRequiredService<PredictionEnginePool>().Current ?? throw new InvalidOperationException("There are no models.");
        var request = snapshot.Requests.Read(body).Request ?? throw new InvalidOperationException("The body has faults.");
        var decision = snapshot.Engine.Decide(request);
        var response = PredictResponses.Of(Guid.CreateVersion7(), request, decision, snapshot);

        Measure("parse", () => JsonDocument.Parse(body).Dispose());
        Measure("read", () => snapshot.Requests.Read(body));
        Measure("decide", () => snapshot.Engine.Decide(request));
        Measure("answer", () => PredictResponses.Of(Guid.CreateVersion7(), request, decision, snapshot));
        Measure("write", () => AnswerJson.Write(response));
        app.StopAsync().GetAwaiter().GetResult();
    }

    private static void Measure(string name, Action call)
    {
        for (var i = 0; i < Calls; i++)
            call();
        // The second tier of compiled code needs a moment.
        Thread.Sleep(300);
        var microseconds = new double[Calls];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
        {
            var start = ThreadTime.Microseconds();
            call();
            microseconds[i] = ThreadTime.Microseconds() - start;
        }

        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
        Array.Sort(microseconds);
        Console.WriteLine($"  {name,-8} p10 {microseconds[Calls / 10],7:N2}   median {microseconds[Calls / 2],7:N2} µs   {bytes,6:N0} bytes");
    }
}

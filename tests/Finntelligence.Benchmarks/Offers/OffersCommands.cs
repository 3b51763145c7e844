namespace Finntelligence.Benchmarks.Offers;

/// <summary>What the scripts of the offer search run, by name.</summary>
internal static class OffersCommands
{
    public static void AddTo(Dictionary<string, Action<string[]>> commands)
    {
        commands.Add("offers-workspace", BenchmarkWorkspace.Make);
        commands.Add("offers-latency", SearchLatency.Run);
        commands.Add("predict-parts", PredictParts.Run);
        commands.Add("offers-host", EmptyEndpointHost.Run);
    }
}

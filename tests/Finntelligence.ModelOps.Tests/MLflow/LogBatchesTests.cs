using System.Text.Json;
using Finntelligence.ModelOps.Experiments;
using Finntelligence.ModelOps.MLflow;

namespace Finntelligence.ModelOps.Tests.MLflow;

public sealed class LogBatchesTests
{
    private static readonly Dictionary<string, string> None = [];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    [InlineData(250, 3)]
    public void A_Batch_Holds_No_More_Metrics_Than_Can_Be_Sent_Again(int metrics, int batches)
    {
        var points = Enumerable.Range(0, metrics).Select(step => new MetricPoint("loss", step, step, DateTimeOffset.UnixEpoch)).ToArray();

        var cut = LogBatches.Of("r", None, None, points).ToArray();

        cut.Length.ShouldBe(batches);
        cut.SelectMany(batch => batch["metrics"]!.AsArray()).Select(metric => metric!["step"]!.GetValue<long>())
            .ShouldBe(Enumerable.Range(0, metrics).Select(step => (long)step));
    }

    [Fact]
    public void A_Batch_Holds_At_Most_A_Hundred_Parameters_And_Tags()
    {
        var pairs = Enumerable.Range(0, 101).ToDictionary(i => $"k{i:000}", i => $"{i}");

        var cut = LogBatches.Of("r", pairs, pairs, []).ToArray();

        cut.Select(batch => (batch["params"]?.AsArray().Count, batch["tags"]?.AsArray().Count))
            .ShouldBe([(100, null), (1, null), (null, 100), (null, 1)]);
    }

    [Fact]
    public void A_Batch_Stays_Below_A_Megabyte()
    {
        var pairs = Enumerable.Range(0, 100).ToDictionary(i => $"k{i:000}", _ => new string('é', 6000));

        var cut = LogBatches.Of("r", pairs, None, []).ToArray();

        cut.Length.ShouldBe(2);
        cut.ShouldAllBe(batch => JsonSerializer.SerializeToUtf8Bytes(batch, MlflowHttp.Json).Length < 1_000_000);
        cut.Sum(batch => batch["params"]!.AsArray().Count).ShouldBe(100);
    }

    [Fact]
    public void Numbers_That_Json_Does_Not_Know_Are_Strings()
    {
        var points = new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.1 }
            .Select(value => new MetricPoint("m", value, 0, DateTimeOffset.FromUnixTimeMilliseconds(1234))).ToArray();

        var body = LogBatches.Of("r", None, None, points).Single().ToJsonString();

        body.ShouldBe("""
            {"run_id":"r","metrics":[{"key":"m","value":"NaN","timestamp":1234,"step":0},{"key":"m","value":"Infinity","timestamp":1234,"step":0},{"key":"m","value":"-Infinity","timestamp":1234,"step":0},{"key":"m","value":0.1,"timestamp":1234,"step":0}]}
            """);
    }
}

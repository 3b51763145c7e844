using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using Finntelligence.Api.Pool.Engines;
using Finntelligence.Api.Tests.Support;
using Finntelligence.Lending.Confirmation;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.ML;
using Microsoft.ML.Data;
using Serilog;

namespace Finntelligence.Api.Tests.Pool.Engines;

/// <summary>The pool that any host of ML.NET models may use.</summary>
public sealed class PredictionEnginePoolTests : IDisposable
{
    private static readonly ProductDefinition Product = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("finntelligence-engines-").FullName;
    private readonly ManualTime _time = new(TestService.Start);
    private readonly CapturedLogs _logs = new();
    private readonly List<IDisposable> _providers = [];

    public void Dispose()
    {
        foreach (var provider in _providers)
            provider.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_host_with_the_pool_alone_serves_the_shipped_models()
    {
        await using var app = HostExample.Build(Repository.Root, builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.IncludeFields = true);
        });
        await app.StartAsync();
        var client = app.GetTestClient();

        foreach (var kind in new[] { "risk", "acceptance" })
        {
            using var response = await client.PostAsJsonAsync($"/{kind}", new { riskCategory = 2, priorLoans = 3, rate = 9.75 });
            var answer = float.Parse(await response.Content.ReadAsStringAsync(), CultureInfo.InvariantCulture);
            var model = Shipped(kind);
            var row = model.Manifest.Features.Select(f => f switch { "riskCategory" => 2f, "priorLoans" => 3, "rate" => 9.75f, _ => float.NaN }).ToArray();
            FloatBits.Text(answer).ShouldBe(FloatBits.Text(model.Probability(row)));
        }
    }

    [Fact]
    public void No_engine_is_ever_with_two_callers_and_answers_at_once_are_those_one_by_one()
    {
        var pool = PoolOf(Repository.File("models/cash-loan/risk/1/model.zip"));
        var model = Shipped("risk");
        var rows = ProbeRows.For(Product, model).Take(1000).ToArray();
        var expected = rows.Select(row => FloatBits.Text(model.Probability(row))).ToArray();
        var out_ = new ConcurrentDictionary<PredictionEngine<Inputs, Answer>, bool>(ReferenceEqualityComparer.Instance);
        var shared = 0;
        var wrong = 0;
        var engines = new ConcurrentBag<PredictionEngine<Inputs, Answer>>();

        Parallel.For(0, 20 * rows.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var inputs = InputsOf(model, rows[i % rows.Length]);
            float answer;
            if (i % 2 == 0)
            {
                answer = pool.Predict("risk", inputs).Probability;
            }
            else
            {
                var engine = pool.GetPredictionEngine("risk");
                if (!out_.TryAdd(engine, true))
                    Interlocked.Increment(ref shared);
                engines.Add(engine);
                answer = engine.Predict(inputs).Probability;
                out_.TryRemove(engine, out _);
                pool.ReturnPredictionEngine("risk", engine);
            }

            if (FloatBits.Text(answer) != expected[i % rows.Length])
                Interlocked.Increment(ref wrong);
        });

        shared.ShouldBe(0);
        wrong.ShouldBe(0);
        // They come back into use: far fewer than calls.
        engines.Distinct().Count().ShouldBeLessThan(1000);
    }

    [Fact]
    public void Engines_out_at_once_differ_and_come_back_into_use()
    {
        var pool = PoolOf(Copy("risk"));
        var (first, second) = (pool.GetPredictionEngine("risk"), pool.GetPredictionEngine("risk"));
        second.ShouldNotBeSameAs(first);

        pool.ReturnPredictionEngine("risk", first);

        pool.GetPredictionEngine("risk").ShouldBeSameAs(first);
    }

    [Fact]
    public void An_engine_given_back_twice_or_of_another_pool_is_refused()
    {
        var (pool, other) = (PoolOf(Copy("risk")), PoolOf(Copy("risk")));
        var engine = pool.GetPredictionEngine("risk");
        pool.ReturnPredictionEngine("risk", engine);

        Should.Throw<ArgumentException>(() => pool.ReturnPredictionEngine("risk", engine)).Message.ShouldContain("given back before");
        Should.Throw<ArgumentException>(() => pool.ReturnPredictionEngine("risk", other.GetPredictionEngine("risk")));
    }

    [Fact]
    public void A_file_renamed_over_the_old_one_is_taken_and_engines_out_keep_their_model()
    {
        var path = Copy("risk");
        var pool = PoolOf(path);
        var row = new Inputs { riskCategory = 2, rate = 9.75f };
        var old = pool.GetPredictionEngine("risk");
        var (before, model) = (old.Predict(row).Probability, pool.GetModel("risk"));

        AtomicFile.WriteAllBytes(path, File.ReadAllBytes(Repository.File("models/cash-loan/acceptance/1/model.zip")));
        Look();

        pool.GetModel("risk").ShouldNotBeSameAs(model);
        pool.Predict("risk", row).Probability.ShouldNotBe(before);
        old.Predict(row).Probability.ShouldBe(before);
        pool.ReturnPredictionEngine("risk", old);
        pool.GetPredictionEngine("risk").ShouldNotBeSameAs(old);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no zip")]
    public void A_damaged_file_changes_nothing_and_the_reason_is_kept_until_it_is_whole(string text)
    {
        var path = Copy("risk");
        var good = File.ReadAllBytes(path);
        var pool = PoolOf(path);
        var model = pool.GetModel("risk");
        File.WriteAllText(path, text);
        Look();

        pool.GetModel("risk").ShouldBeSameAs(model);
        pool.GetStatus("risk").LastRefused!.ShouldContain(path);
        pool.GetStatus("risk").Sha256.ShouldBe(TestWorkspace.Hash(good));
        _logs.Records.Count(r => r.Level == LogLevel.Error).ShouldBe(1);

        File.WriteAllBytes(path, good);
        Look();

        pool.GetStatus("risk").LastRefused.ShouldBeNull();
        pool.GetModel("risk").ShouldBeSameAs(model);
    }

    [Fact]
    public void A_model_without_a_column_that_the_classes_ask_for_is_refused()
    {
        var path = Path.Combine(_folder, "sum.zip");
        File.WriteAllBytes(path, Save<One>(context => context.Transforms.CopyColumns("Sum", nameof(One.X))));
        var pool = PoolOf(path);

        Should.Throw<InvalidOperationException>(() => pool.Predict("risk", new Inputs())).Message.ShouldContain(path);
    }

    [Fact]
    public void A_file_may_appear_later()
    {
        var path = Path.Combine(_folder, "later.zip");
        var pool = PoolOf(path, watch: false);
        Should.Throw<InvalidOperationException>(() => pool.GetModel("risk")).Message.ShouldContain(path);

        File.Copy(Repository.File("models/cash-loan/risk/1/model.zip"), path);
        Look();

        pool.GetModel("risk").ShouldNotBeNull();
    }

    [Fact]
    public void A_file_that_is_not_watched_is_read_once()
    {
        var path = Copy("risk");
        var pool = PoolOf(path, watch: false);
        var model = pool.GetModel("risk");

        File.Copy(Repository.File("models/cash-loan/acceptance/1/model.zip"), path, overwrite: true);
        Look();

        pool.GetModel("risk").ShouldBeSameAs(model);
    }

    [Fact]
    public void A_name_that_is_none_is_refused_with_those_that_are() =>
        Should.Throw<ArgumentException>(() => PoolOf(Copy("risk")).GetModel("fraud")).Message.ShouldContain("'risk'");

    [Fact]
    public void Any_model_of_ML_NET_is_served_under_no_name_to_ordinary_classes()
    {
        var path = Path.Combine(_folder, "trained.zip");
        File.WriteAllBytes(path, Save<One>(context => context.Transforms.ReplaceMissingValues("V", nameof(One.X))
            .Append(context.Transforms.Concatenate("Features", "V"))
            .Append(context.BinaryClassification.Trainers.FastTree(numberOfTrees: 5, numberOfLeaves: 4, minimumExampleCountPerLeaf: 5))));
        var services = new ServiceCollection();
        services.AddPredictionEnginePool<One, Answer>().FromFile(path);
        using var provider = services.BuildServiceProvider();
        var pool = provider.GetRequiredService<PredictionEnginePool<One, Answer>>();

        var (low, high, missing) = (pool.Predict(new One { X = 1 }), pool.Predict(new One { X = 99 }), pool.Predict(new One { X = float.NaN }));

        high.Probability.ShouldBeGreaterThan(low.Probability);
        missing.Probability.ShouldBe(low.Probability);
        pool.ReturnPredictionEngine(pool.GetPredictionEngine());
        pool.GetModel().ShouldNotBeNull();
    }

    [Fact]
    public void A_pool_asked_for_twice_is_one()
    {
        var services = new ServiceCollection();
        services.AddPredictionEnginePool<Inputs, Answer>().FromFile("risk", Copy("risk"));
        services.AddPredictionEnginePool<Inputs, Answer>().FromFile("acceptance", Copy("acceptance"));
        using var provider = services.BuildServiceProvider();

        var pool = provider.GetRequiredService<PredictionEnginePool<Inputs, Answer>>();

        pool.GetModel("risk").ShouldNotBeSameAs(pool.GetModel("acceptance"));
    }

    private void Look()
    {
        // Contents are read at two looks.
        _time.Advance(Interval);
        _time.Advance(Interval);
    }

    private PredictionEnginePool<Inputs, Answer> PoolOf(string path, bool watch = true)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_time).AddLogging(logging =>
            logging.AddSerilog(new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(_logs).CreateLogger(), dispose: true));
        services.AddPredictionEnginePool<Inputs, Answer>().FromFile("risk", path, watch).PollInterval = Interval;
        var provider = services.BuildServiceProvider();
        _providers.Add(provider);
        return provider.GetRequiredService<PredictionEnginePool<Inputs, Answer>>();
    }

    private string Copy(string kind)
    {
        var path = Path.Combine(_folder, $"{kind}-{Guid.NewGuid():N}.zip");
        File.Copy(Repository.File($"models/cash-loan/{kind}/1/model.zip"), path);
        return path;
    }

    private static LoanModel Shipped(string kind) => ModelArtifact.Read(
        File.ReadAllBytes(Repository.File($"models/cash-loan/{kind}/1/model.zip")), Product, kind == "risk" ? ModelKind.Risk : ModelKind.Acceptance);

    private static Inputs InputsOf(LoanModel model, float[] row) => Inputs.Of(model.Manifest.Features.Zip(row));

    private static byte[] Save<T>(Func<MLContext, IEstimator<ITransformer>> pipeline) where T : One, new()
    {
        var context = new MLContext(seed: 1);
        var data = context.Data.LoadFromEnumerable(Enumerable.Range(0, 200).Select(i => new T { X = i % 100, Label = i % 100 > 60 }).ToArray());
        using var stream = new MemoryStream();
        context.Model.Save(pipeline(context).Fit(data), data.Schema, stream);
        return stream.ToArray();
    }

    private class One
    {
        public float X { get; set; }

        public bool Label { get; set; }
    }
}

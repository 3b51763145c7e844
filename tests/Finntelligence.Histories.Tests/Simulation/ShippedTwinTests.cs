using System.IO.Compression;
using System.Text;
using Finntelligence.Histories.Simulation;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;

namespace Finntelligence.Histories.Tests.Simulation;

public sealed class ShippedTwinTests
{
    private static readonly string Path = Repository.File("data/cash-loan/simulated.csv.gz");

    [Fact]
    public void The_shipped_twin_is_what_its_seed_draws()
    {
        using var fresh = new MemoryStream();
        TwinSimulation.Write(fresh, TwinSimulation.ShippedSeed, TwinSimulation.ShippedRows, new Progress<double>(), CancellationToken.None);

        string[] expected = Encoding.UTF8.GetString(fresh.ToArray()).Split('\n');
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path), CompressionMode.Decompress));
        string[] shipped = reader.ReadToEnd().Split('\n');

        shipped.Length.ShouldBe(expected.Length);
        for (int i = 0; i < shipped.Length; i++)
            shipped[i].ShouldBe(expected[i], $"line {i + 1}");
    }

    [Fact]
    public void It_is_small_and_its_gzip_header_tells_neither_time_nor_name()
    {
        byte[] bytes = File.ReadAllBytes(Path);
        bytes.Length.ShouldBeLessThan(2_000_000);
        bytes[3].ShouldBe((byte)0);
        bytes[4..8].ShouldBe(new byte[4]);
    }

    [Fact]
    public void Both_models_can_learn_from_it()
    {
        ProductDefinition product = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));

        TrainingRows acceptance = History.Read(product, ModelKind.Acceptance, Path);
        TrainingRows risk = History.Read(product, ModelKind.Risk, Path);

        acceptance.RowsInFile.ShouldBe(TwinSimulation.ShippedRows);
        acceptance.Labels.Length.ShouldBe(TwinSimulation.ShippedRows);
        acceptance.Implausible.ShouldBeEmpty();
        risk.Labels.Length.ShouldBe((int)acceptance.Labels.Sum());
        risk.Labels.Average().ShouldBe(0.157f, 0.02f);
    }
}

using System.IO.Compression;
using System.Text;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Tests.Importing;
using Finntelligence.Modelling.Versions;
using Finntelligence.Trees.Formats.MlNet.Reading;

namespace Finntelligence.Training.Tests.Commands.Models;

public sealed class ModelsExportCommandTests : IDisposable
{
    private readonly ModelWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Onnx_carries_names_product_version_and_ranges()
    {
        _workspace.RegisterProduction();
        string path = _workspace.Console.Folder.File("out/risk.onnx");

        (await _workspace.RunAsync("models export risk@production --format onnx --out", path)).ShouldBe(0);

        string text = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(path));
        text.ShouldContain("TreeEnsembleRegressor");
        text.ShouldContain("cash-loan-risk");
        text.ShouldContain(_workspace.Registry.Resolve("risk", "1").Entry.Sha256);
        text.ShouldContain("""["riskCategory","monthlyIncome",""");
        text.ShouldContain("""riskCategory":{"kind":"category","values":["LOW","MEDIUM","HIGH"],"required":true}""");
        text.ShouldContain("""months":{"kind":"integer","values":[4,6,12]},"rate":{"kind":"number","minimum":3.25,"maximum":11.75}""");
        text.ShouldContain("""loanToLastLoan":{"kind":"derived","function":"ratio","of":"amount","by":"lastLoanAmount"}""");
        Directory.GetFiles(_workspace.Console.Folder.File("out")).ShouldBe([path]);
    }

    [Fact]
    public async Task ML_NET_gets_its_own_members_and_no_others()
    {
        _workspace.RegisterProduction();
        string path = _workspace.Console.Folder.File("risk.zip");

        var (code, document) = await _workspace.RunJsonAsync("models export risk/1 --format mlnet --out", path);

        code.ShouldBe(0);
        document.GetProperty("bytes").GetInt64().ShouldBe(new FileInfo(path).Length);
        using (ZipArchive zip = ZipFile.OpenRead(path))
            zip.Entries.Select(e => e.FullName).ShouldNotContain("manifest.json");
        var foreign = MlNetModelReader.Read(await File.ReadAllBytesAsync(path));
        var model = VersionFile.Read(_workspace.Registry.Resolve("risk", "1"), _workspace.Product);
        foreach (float rate in new[] { 7f, 7.5f, 8f, float.NaN })
        {
            float[] row = [.. model.Manifest.Features.Select(name => name == "rate" ? rate : 1f)];
            foreign.Calibrator.Probability((float)foreign.Ensemble.Score(row)).ShouldBe(model.Probability(row));
        }
    }

    [Fact]
    public async Task What_a_format_cannot_carry_is_refused_by_name_and_nothing_is_written()
    {
        (await _workspace.RunAsync("data simulate --rows 300 --seed 3")).ShouldBe(0);
        string file = _workspace.Console.Folder.Write("model.json", ForeignFiles.XGBoost(["rate"], 1, rate: 0));
        (await _workspace.RunAsync("models import --kind acceptance --from", file)).ShouldBe(0);
        string path = _workspace.Console.Folder.File("x.zip");

        (await _workspace.RunAsync("models export acceptance/1 --format mlnet --out", path)).ShouldBe(1);

        _workspace.Console.Error.ShouldContain("ML.NET's format cannot carry this acceptance model: its calibrator is XGBoost's sigmoid in float32, and");
        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public async Task A_damaged_model_is_not_handed_out()
    {
        _workspace.Register(ModelKind.Risk);
        await File.WriteAllBytesAsync(_workspace.Registry.Resolve("risk", "1").Path, [1, 2, 3]);

        (await _workspace.RunAsync("models export risk --format onnx --out", _workspace.Console.Folder.File("x"))).ShouldBe(1);
        _workspace.Console.Error.ShouldContain("model.zip: ");
        _workspace.Console.Error.TrimEnd('\n').ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("models export risk", "--format")]
    [InlineData("models export risk --format pmml", "pmml")]
    [InlineData("models export risk@moon --format onnx", "There is no risk model 'moon'")]
    [InlineData("models export acceptance --format onnx", "No acceptance model is registered")]
    public async Task A_mistake_is_one_line(string line, string message)
    {
        _workspace.Register(ModelKind.Risk);

        (await _workspace.RunAsync(line)).ShouldBe(1);
        _workspace.Console.Error.ShouldContain(message);
        _workspace.Console.Error.TrimEnd('\n').ShouldNotContain("\n");
    }
}

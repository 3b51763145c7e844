using Finntelligence.Lending.Confirmation;
using Finntelligence.Lending.Models;
using Finntelligence.Modelling.Tests.Versions;
using Finntelligence.Trees.Calibration;
using ModelKind = Finntelligence.Lending.Products.ModelKind;

namespace Finntelligence.Training.Tests.Commands.Models;

public sealed class ModelsVerifyCommandTests : IDisposable
{
    private readonly ModelWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Whole_files_are_success()
    {
        _workspace.RegisterProduction();

        (await _workspace.RunAsync("models verify")).ShouldBe(0);
        _workspace.Console.Output.ShouldBe(
            $"2 versions have exactly the bytes they were registered with.\nML.NET {ReferenceModel.Version} gives the scores and probabilities of 2 of them to the bit.\n");
    }

    [Fact]
    public async Task Every_file_that_differs_is_named_and_the_exit_code_is_1()
    {
        _workspace.RegisterProduction();
        string risk = _workspace.Registry.Resolve("risk", "1").Path;
        string acceptance = _workspace.Registry.Resolve("acceptance", "1").Path;
        await File.WriteAllBytesAsync(risk, [1, 2, 3]);
        File.Delete(acceptance);

        var (code, document) = await _workspace.RunJsonAsync("models verify");

        code.ShouldBe(1);
        document.GetProperty("isWhole").GetBoolean().ShouldBeFalse();
        document.GetProperty("faults").GetArrayLength().ShouldBe(2);
        _workspace.Console.Error.ShouldContain($"risk 1: {risk} has the sha256 039058c6");
        _workspace.Console.Error.ShouldContain($"acceptance 1: {acceptance} is missing");
        _workspace.Console.Error.TrimEnd('\n').ShouldNotContain("\n");
    }

    [Fact]
    public async Task What_ML_NET_confirms_and_cannot_express_is_told()
    {
        _workspace.RegisterProduction();
        var contents = SomeArtifacts.Of(_workspace.Product, ModelKind.Risk, 0.5, SomeArtifacts.GoodMetrics);
        contents = contents with
        {
            Calibrator = new IsotonicCalibrator([0], [0.5]),
            Manifest = contents.Manifest with { Calibration = "isotonic" },
        };
        _workspace.Registry.Register("risk", ModelArtifact.Write(_workspace.Product, contents), SomeArtifacts.Describe(contents));

        var (code, document) = await _workspace.RunJsonAsync("models verify");

        code.ShouldBe(0);
        var confirmations = document.GetProperty("mlNet").GetProperty("confirmations").EnumerateArray().ToArray();
        confirmations.Select(c => c.GetProperty("outcome").GetString()).ShouldBe(["confirmed", "confirmed", "notExpressible"], ignoreOrder: true);
        confirmations.ShouldAllBe(c => c.GetProperty("rows").GetInt32() > 1000 || c.GetProperty("reason").GetString()!.Contains("isotonic"));
        _workspace.Console.Error.ShouldContain("ML.NET cannot express risk 2");
    }

    [Fact]
    public async Task A_folder_of_no_version_is_told_and_no_fault()
    {
        _workspace.RegisterProduction();
        string left = _workspace.Console.Folder.Write("models/cash-loan/risk/9/model.zip", "half");

        (await _workspace.RunAsync("models verify")).ShouldBe(0);
        _workspace.Console.Error.ShouldContain(Path.GetDirectoryName(left)!);
    }
}

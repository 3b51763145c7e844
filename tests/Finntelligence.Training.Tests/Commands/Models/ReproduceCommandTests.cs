using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Dvc;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Training.Tests.Commands.Models;

public sealed class ReproduceCommandTests(TrainedWorkspace trained) : IClassFixture<TrainedWorkspace>
{
    private const string Twin = "data/cash-loan/simulated.csv.gz";

    [Fact]
    public async Task Models_In_Production_Are_Made_Again_Byte_For_Byte()
    {
        using var console = trained.Copy();
        // Where there is another history too, the recorded one is found by its hash.
        console.Folder.Write("data/cash-loan/raw/history.csv", "a\n1\n");

        var said = await console.SayAsync("reproduce", "--threads", "1");

        said.ShouldContain("risk 1: the same ");
        said.ShouldContain("acceptance 1: the same ");
        JsonDocument.Parse(await console.SayAsync("reproduce", "risk/1", "--json")).RootElement.GetProperty("identical").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Data_That_Has_Moved_Is_Found_In_The_Cache_Of_Versions()
    {
        using var console = trained.Copy();
        DvcRepository.Open(console.Folder.Path, TimeProvider.System).Add(Twin);
        File.Delete(console.Folder.File(Twin));

        (await console.SayAsync("reproduce", "models:/cash-loan-risk@production")).ShouldContain("risk 1: the same ");
    }

    [Fact]
    public async Task Renamed_Data_Is_Found_Too()
    {
        using var console = trained.Copy();
        File.Move(console.Folder.File(Twin), console.Folder.File("data/cash-loan/renamed.csv.gz"));

        (await console.SayAsync("reproduce", "risk@production")).ShouldContain("risk 1: the same ");
    }

    [Fact]
    public async Task Missing_Data_Is_Named_By_Its_Hashes()
    {
        using var console = trained.Copy();
        await console.SayAsync("data", "simulate", "--rows", "20");

        (await console.RunAsync("reproduce", "risk@production")).ShouldBe(1);

        console.Error.ShouldContain("simulated.csv.gz");
        console.Error.ShouldContain("md5");
        console.Error.ShouldNotContain("defect");
    }

    [Fact]
    public async Task Changed_Product_Is_Said_To_Be_What_Differs()
    {
        using var console = trained.Copy();
        ChangeProduct(console, json => json["economics"]!["lossGivenDefault"] = 0.5);

        (await console.RunAsync("reproduce", "risk@production", "--json")).ShouldBe(1);

        console.Error.ShouldContain("product.json");
        console.Error.ShouldNotContain("data (");
        var model = JsonDocument.Parse(console.Output).RootElement.GetProperty("models")[0];
        model.GetProperty("isIdentical").GetBoolean().ShouldBeFalse();
        model.GetProperty("differingMembers").EnumerateArray().Select(m => m.GetString()).ShouldBe(["manifest.json"]);
    }

    [Fact]
    public async Task Changed_Schema_And_Commit_Are_Named()
    {
        using var console = trained.Copy();
        console.Code = new CodeState("ffff", false);
        ChangeProduct(console, json =>
        {
            var inputs = json["models"]!["risk"]!["inputs"]!.AsArray();
            inputs.RemoveAt(inputs.Count - 1);
        });

        (await console.RunAsync("reproduce", "risk@production")).ShouldBe(1);

        console.Error.ShouldContain("schema of the inputs");
        console.Error.ShouldContain("commit");
        console.Error.ShouldContain("tree");
    }

    [Fact]
    public async Task Damaged_Model_Is_Not_Compared()
    {
        using var console = trained.Copy();
        console.Folder.Write("models/cash-loan/risk/1/model.zip", "broken");

        (await console.RunAsync("reproduce", "risk@production")).ShouldBe(1);

        console.Error.ShouldContain("registered was");
    }

    [Theory]
    [InlineData("""{ "source": { "format": "xgboost", "file": "x.ubj" } }""", "imported from x.ubj")]
    [InlineData("""{ "seed": "one" }""", "does not say how it was made")]
    public async Task Model_That_Was_Not_Trained_Here_Cannot_Be_Made_Again(string manifest, string said)
    {
        using var console = trained.Copy();
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        await using (var member = archive.CreateEntry("manifest.json").Open())
            await member.WriteAsync(System.Text.Encoding.UTF8.GetBytes(manifest));
        new LocalModelRegistry(console.Workspace.ModelFolder("cash-loan"), TimeProvider.System).Register(
            "risk", zip.ToArray(), new VersionInfo(new DataReference("a.csv", "0", "0"), new Dictionary<string, string>(), 1, "1.0.0"));

        (await console.RunAsync("reproduce", "risk/2")).ShouldBe(1);

        console.Error.ShouldContain(said);
    }

    [Theory]
    [InlineData("risk")]
    [InlineData("fraud@production")]
    [InlineData("models:/car-loan-risk@production")]
    [InlineData("risk@latest")]
    [InlineData("risk/9")]
    public async Task What_Names_No_Model_Is_One_Clear_Line(string model)
    {
        using var console = trained.Copy();
        (await console.RunAsync("reproduce", model)).ShouldBe(1);
        console.Error.TrimEnd('\n').ShouldNotContain("\n");
        console.Error.ShouldNotContain("defect");
        console.Output.ShouldBeEmpty();
    }

    private static void ChangeProduct(TestConsole console, Action<JsonNode> change)
    {
        var path = console.Folder.File("data/cash-loan/product.json");
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        change(json);
        File.WriteAllText(path, json.ToJsonString());
    }
}

using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.ModelOps.Tests.Workspaces;

public sealed class WorkspaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public WorkspaceTests()
    {
        Directory.CreateDirectory(_folder["repo", "data"]);
        Directory.CreateDirectory(_folder["repo", "models"]);
        Directory.CreateDirectory(_folder["repo", "src", "deep"]);
        Directory.CreateDirectory(_folder["elsewhere", "data"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_Walks_Up_From_The_Start() =>
        Workspace.Find(_folder["repo", "src", "deep"], _folder["elsewhere"], named: null).Root.ShouldBe(_folder["repo"]);

    [Fact]
    public void Find_Walks_Up_From_The_Program_When_The_Start_Leads_Nowhere() =>
        Workspace.Find(_folder["elsewhere"], _folder["repo", "src"], named: null).Root.ShouldBe(_folder["repo"]);

    [Fact]
    public void Find_Prefers_The_Folder_That_Is_Named()
    {
        Directory.CreateDirectory(_folder["elsewhere", "models"]);

        Workspace.Find(_folder["repo"], _folder["repo"], named: _folder["elsewhere"]).Root.ShouldBe(_folder["elsewhere"]);
    }

    [Fact]
    public void Find_Refuses_A_Named_Folder_That_Is_No_Workspace()
    {
        var fault = Should.Throw<DirectoryNotFoundException>(() => Workspace.Find(_folder["repo"], _folder["repo"], _folder["elsewhere"]));

        fault.Message.ShouldContain("FINNTELLIGENCE_ROOT");
        fault.Message.ShouldContain(_folder["elsewhere"]);
    }

    [Fact]
    public void Find_Says_Where_It_Looked()
    {
        var fault = Should.Throw<DirectoryNotFoundException>(() => Workspace.Find(_folder["elsewhere"], _folder.Path, named: null));

        fault.Message.ShouldContain(_folder["elsewhere"]);
        fault.Message.ShouldContain("'data' and 'models'");
        fault.Message.ShouldContain("FINNTELLIGENCE_ROOT");
    }

    [Fact]
    public void Paths_Lie_Below_Data_And_Models()
    {
        var workspace = new Workspace(_folder.Path);

        workspace.DataFolder("cash-loan").ShouldBe(_folder["data", "cash-loan"]);
        workspace.ProductFile("cash-loan").ShouldBe(_folder["data", "cash-loan", "product.json"]);
        workspace.ModelFolder("cash-loan").ShouldBe(_folder["models", "cash-loan"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../secrets")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    public void Paths_Refuse_A_Name_That_Leads_Elsewhere(string product) =>
        Should.Throw<ArgumentException>(() => new Workspace(_folder.Path).ModelFolder(product));
}

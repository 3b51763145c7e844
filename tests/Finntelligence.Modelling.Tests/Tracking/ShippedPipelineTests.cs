using Finntelligence.ModelOps.Dvc;

namespace Finntelligence.Modelling.Tests.Tracking;

/// <summary>The record of the shipped data and models beside the files of this clone.</summary>
public sealed class ShippedPipelineTests
{
    private static readonly DvcRepository Shipped = DvcRepository.Open(Path.GetDirectoryName(Repository.File("dvc.yaml"))!, TimeProvider.System);

    [Fact]
    public void Committed_Lock_Is_True_Of_Every_File_That_Is_Here()
    {
        // The lender's own history is in no clone; that it is missing is the only thing that may differ.
        var stale = Shipped.Status().Where(change => change is not { What: "data/cash-loan/raw/history.csv", Change: DvcChangeKind.Deleted });

        stale.ShouldBeEmpty("after a change that leaves data and models as they are, run the console's `data commit`; after any other, run the stage");
    }

    [Fact]
    public void Every_Stage_Is_Recorded_And_Says_All_That_It_Reads_And_Makes()
    {
        foreach (var stage in Shipped.Stages)
        {
            stage.Dependencies.ShouldNotBeEmpty(stage.Name);
            stage.Outputs.ShouldNotBeEmpty(stage.Name);
            stage.Dependencies.ShouldBe(stage.Dependencies.Order(StringComparer.Ordinal).ToArray());
            // What git tracks DVC must not cache, and the other way round.
            foreach (var output in stage.Outputs)
                output.IsCached.ShouldBe(output.Path.Contains("/raw/", StringComparison.Ordinal), output.Path);
        }
    }
}

using Finntelligence.Evidence.Evaluation;
using Finntelligence.Evidence.Evaluation.Confounding;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Tests.Output;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Evidence.Tests.Evaluation.Confounding;

/// <summary>What it refuses; what it measures is in <see cref="ConfoundingRunTests"/>.</summary>
public sealed class ConfoundingJobTests
{
    private readonly RecordingReporter _reporter = new();

    [Theory]
    [InlineData(999, 1)]
    [InlineData(1000, 0)]
    [InlineData(-1, -1)]
    public void Too_few_rows_or_histories_are_refused_before_anything_is_read(int rows, int histories)
    {
        Should.Throw<RequestFaultException>(() => Run("nowhere", rows, histories)).Message.ShouldBe("--confounding takes 1 or more, --confounding-rows 1,000 or more.");
        _reporter.Tracked.ShouldBeEmpty();
    }

    [Fact]
    public void A_product_that_is_not_there_is_a_fault_and_not_a_defect() =>
        Should.Throw<Exception>(() => Run("nowhere", 1000, 1)).ShouldBeAssignableTo<IOException>();

    [Fact]
    public void It_can_be_broken_off()
    {
        using var stop = new CancellationTokenSource();
        _reporter.Watch = _ => stop.Cancel();
        stop.CancelAfter(TimeSpan.FromSeconds(1));

        Should.Throw<OperationCanceledException>(() => Run("cash-loan", 1000, 1, stop.Token));
        _reporter.Tracked.ShouldBe(["Learning from prices that followed risk"]);
    }

    private ConfoundingResult Run(string product, int rows, int histories, CancellationToken cancellation = default) =>
        new ConfoundingJob(new Workspace(Repository.Root), _reporter).Run(product, rows, histories, new EvaluationOptions { Threads = 1 }, cancellation);
}

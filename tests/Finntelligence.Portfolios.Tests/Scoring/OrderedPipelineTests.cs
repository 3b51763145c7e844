using Finntelligence.Portfolios.Scoring;

namespace Finntelligence.Portfolios.Tests.Scoring;

public sealed class OrderedPipelineTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Results_Come_In_Order_And_Pieces_Do_Not_Pile_Up(int threads)
    {
        var (taken, running, mostRunning, mostWaiting) = (0, 0, 0, 0);
        var delivered = new List<int>();
        OrderedPipeline.Run(
            () =>
            {
                mostWaiting = Math.Max(mostWaiting, taken - delivered.Count);
                return taken < 200 ? new Piece(taken++) : null;
            },
            piece =>
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref mostRunning, now);
                // Early pieces take longest.
                Thread.SpinWait((200 - piece.Number) * 200);
                Interlocked.Decrement(ref running);
                return piece.Number;
            },
            delivered.Add,
            threads,
            CancellationToken.None);

        delivered.ShouldBe(Enumerable.Range(0, 200));
        mostRunning.ShouldBeLessThanOrEqualTo(threads);
        mostWaiting.ShouldBeLessThanOrEqualTo(4 * threads);
    }

    [Fact]
    public void A_Fault_In_The_Work_Ends_The_Run_After_What_Came_Before()
    {
        var taken = 0;
        var delivered = new List<int>();
        Should.Throw<InvalidDataException>(() => OrderedPipeline.Run(
            () => new Piece(taken++), p => p.Number == 20 ? throw new InvalidDataException() : p.Number, delivered.Add, 2, CancellationToken.None));

        delivered.ShouldBe(Enumerable.Range(0, 20));
    }

    [Fact]
    public void Cancelling_Ends_The_Run()
    {
        using var cancellation = new CancellationTokenSource();
        var taken = 0;

        Should.Throw<OperationCanceledException>(() => OrderedPipeline.Run(
            () =>
            {
                if (taken == 10)
                    cancellation.Cancel();
                return new Piece(taken++);
            },
            p => p.Number, _ => { }, 2, cancellation.Token));
        taken.ShouldBe(11);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)))
            Interlocked.CompareExchange(ref target, value, seen);
    }

    private sealed record Piece(int Number);
}

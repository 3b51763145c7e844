using Finntelligence.Trees.Learning;

namespace Finntelligence.Trees.Tests.Learning;

public sealed class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    public void Every_task_is_done_once_whatever_the_size_of_the_team(int size)
    {
        using var team = new WorkerTeam(size, CancellationToken.None);
        for (var round = 0; round < 300; round++)
        {
            var done = new int[round];
            team.Run("count", done.Length, (task, _) => done[task]++);
            done.ShouldAllBe(times => times == 1);
        }
    }

    [Fact]
    public void Members_that_went_to_sleep_come_back()
    {
        using var team = new WorkerTeam(3, CancellationToken.None);
        for (var round = 0; round < 5; round++)
        {
            // Each task waits for the others, so all members must be there.
            using var meeting = new Barrier(3);
            team.Run("meet", 3, (_, _) => meeting.SignalAndWait(TimeSpan.FromMinutes(1)).ShouldBeTrue());
            Thread.Sleep(20);
        }
    }

    [Fact]
    public void No_more_members_take_part_than_may_and_each_has_a_number_of_its_own()
    {
        using var team = new WorkerTeam(8, CancellationToken.None);
        for (var round = 0; round < 50; round++)
        {
            var busy = new int[team.Size];
            team.Run(
                "few",
                100,
                (_, member) =>
                {
                    Interlocked.Increment(ref busy[member]).ShouldBe(1);
                    Thread.SpinWait(100);
                    Interlocked.Decrement(ref busy[member]);
                },
                most: 3);
            var seen = new int[team.Size];
            team.Run("few", 100, (_, member) => seen[member] = 1, most: 3);
            seen.Sum().ShouldBeInRange(1, 3);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void The_fault_of_a_task_is_thrown_on_and_the_team_goes_on(int size)
    {
        using var team = new WorkerTeam(size, CancellationToken.None);
        Should.Throw<InvalidOperationException>(() =>
            team.Run("fail", 50, (task, _) =>
            {
                if (task == 20)
                    throw new InvalidOperationException("task 20");
            })).Message.ShouldBe("task 20");
        var done = 0;
        team.Run("count", 10, (_, _) => Interlocked.Increment(ref done));
        done.ShouldBe(10);
    }

    [Fact]
    public void A_cancelled_team_begins_nothing()
    {
        using var source = new CancellationTokenSource();
        using var team = new WorkerTeam(2, source.Token);
        source.Cancel();
        var done = 0;
        Should.Throw<OperationCanceledException>(() => team.Run("count", 10, (_, _) => Interlocked.Increment(ref done)));
        done.ShouldBe(0);
    }

    [Fact]
    public void Times_are_written_down_by_phase()
    {
        var times = new PhaseTimes();
        using var team = new WorkerTeam(2, CancellationToken.None) { Times = times };
        team.Run("sleep", 1, (_, _) => Thread.Sleep(20));
        team.Run("nothing", 1, (_, _) => { });
        times.Seconds["sleep"].ShouldBeGreaterThan(0.015);
        times.Seconds.Keys.ShouldBe(["sleep", "nothing"], ignoreOrder: true);
    }
}

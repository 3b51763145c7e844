using Finntelligence.ModelOps.Files;

namespace Finntelligence.ModelOps.Tests.Files;

public sealed class FolderLockTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Acquire_Takes_A_Lock_Again_After_It_Was_Freed()
    {
        FolderLock.Acquire(_folder["new"], TimeSpan.Zero, TimeProvider.System).Dispose();
        FolderLock.Acquire(_folder["new"], TimeSpan.Zero, TimeProvider.System).Dispose();

        _folder.Files.ShouldBe(["new/.lock"]);
    }

    [Fact]
    public void Acquire_That_Waits_Too_Long_Says_Who_Holds_The_Lock_And_Since_When()
    {
        using var held = FolderLock.Acquire(_folder.Path, Long, new SettableClock());

        var fault = Should.Throw<TimeoutException>(() => FolderLock.Acquire(_folder.Path, TimeSpan.FromMilliseconds(60), TimeProvider.System));

        fault.Message.ShouldContain($"process {Environment.ProcessId} since 2026-03-01 12:00:00Z");
    }

    [Fact]
    public async Task Acquire_Waits_For_The_Holder()
    {
        var held = FolderLock.Acquire(_folder.Path, Long, TimeProvider.System);
        var waiting = Task.Run(() => FolderLock.Acquire(_folder.Path, Long, TimeProvider.System));
        waiting.IsCompleted.ShouldBeFalse();

        held.Dispose();

        (await waiting).Dispose();
    }

    [Fact]
    public void Acquire_Can_Be_Cancelled()
    {
        using var held = FolderLock.Acquire(_folder.Path, Long, TimeProvider.System);
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        Should.Throw<OperationCanceledException>(() => FolderLock.Acquire(_folder.Path, Long, TimeProvider.System, cancelled.Token));
    }

    [Fact]
    public async Task A_Lock_Holds_Across_Processes_And_Dies_With_Its_Holder()
    {
        using var holder = ChildProcess.Start("hold-lock", _folder.Path);
        (await holder.StandardOutput.ReadLineAsync()).ShouldBe("held");

        var fault = Should.Throw<TimeoutException>(() => FolderLock.Acquire(_folder.Path, TimeSpan.FromMilliseconds(60), TimeProvider.System));
        fault.Message.ShouldContain($"process {holder.Id} since");

        holder.Kill();
        await holder.WaitForExitAsync();
        FolderLock.Acquire(_folder.Path, Long, TimeProvider.System).Dispose();
    }
}

using Finntelligence.Api.Callers;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Tests.Callers;

public sealed class MemoryReturnTests : IDisposable
{
    private const long Megabyte = 1 << 20;

    private readonly BatchPlaces _places = new(Options.Create(new ServiceOptions()));
    private readonly SomeHeap _heap = new() { Held = 100 * Megabyte };

    public void Dispose() => _places.Dispose();

    [Fact]
    public void Without_batches_nothing_is_stopped()
    {
        using var memory = new MemoryReturn(_places, _heap, TimeProvider.System);
        memory.Look();
        _heap.Compactions.ShouldBe(0);
    }

    [Fact]
    public void After_the_last_batch_the_heap_is_compacted_once()
    {
        using var memory = new MemoryReturn(_places, _heap, TimeProvider.System);
        using (var first = Take())
        using (Take())
        {
            memory.Look();
            first.Dispose();
            memory.Look();
            _heap.Compactions.ShouldBe(0);
        }

        memory.Look();
        memory.Look();
        _heap.Compactions.ShouldBe(1);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(31, 1)]
    [InlineData(32, 2)]
    public void It_is_stopped_again_only_where_that_is_worth_it(int moreMegabytes, int compactions)
    {
        using var memory = new MemoryReturn(_places, _heap, TimeProvider.System);
        Take().Dispose();
        memory.Look();
        Take().Dispose();
        _heap.Held = SomeHeap.Alive + (moreMegabytes * Megabyte);
        memory.Look();
        _heap.Compactions.ShouldBe(compactions);
    }

    [Fact]
    public async Task The_clock_has_it_looked_at()
    {
        var time = new ManualTime(DateTimeOffset.UnixEpoch);
        using var memory = new MemoryReturn(_places, _heap, time);
        await memory.StartAsync(default);
        Take().Dispose();
        // It begins on a thread of its own, some time after the start.
        for (var tries = 0; !_heap.Compacted.IsCompleted && tries < 1000; tries++)
        {
            time.Advance(MemoryReturn.Interval);
            await Task.Delay(20);
        }

        await memory.StopAsync(default);
        _heap.Compactions.ShouldBe(1);
    }

    [Fact]
    public void The_heap_of_this_process_gives_back_what_is_garbage()
    {
        const int bytes = 200_000_000;
        var heap = new ManagedHeap();
        Fill();
        heap.Compact();
        var after = heap.Held;
        var kept = Fill();
        GC.Collect();
        heap.Held.ShouldBeGreaterThan(after + (bytes / 2));
        GC.KeepAlive(kept);
        kept = null;
        heap.Compact();
        heap.Held.ShouldBeLessThan(after + (bytes / 2));

        static byte[][] Fill() => [.. Enumerable.Range(0, bytes / 10_000).Select(_ => new byte[10_000])];
    }

    private IDisposable Take() => _places.Take(new DefaultHttpContext()).ShouldNotBeNull();

    private sealed class SomeHeap : IHeap
    {
        public const long Alive = 50 * Megabyte;

        private readonly TaskCompletionSource _compacted = new();

        public long Held { get; set; }

        public int Compactions { get; private set; }

        public Task Compacted => _compacted.Task;

        public void Compact()
        {
            Compactions++;
            Held = Alive;
            _compacted.TrySetResult();
        }
    }
}

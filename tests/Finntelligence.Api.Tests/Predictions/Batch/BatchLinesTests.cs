using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Finntelligence.Api.Predictions.Batch;

namespace Finntelligence.Api.Tests.Predictions.Batch;

public sealed class BatchLinesTests
{
    private const int LongestLine = 20;

    [Fact]
    public async Task Lines_Are_Numbered_And_Blank_Ones_Passed_Over() =>
        (await ReadAsync("a\n\n \r\nb\r\nc")).ShouldBe(["1:a", "4:b\r", "5:c"]);

    [Fact]
    public async Task A_Line_Too_Long_Is_A_Fault_Of_That_Line_Only()
    {
        var longest = new string('x', LongestLine);

        (await ReadAsync($"{longest}\n{longest}y\n{new string('z', 100_000)}\nb\n{longest}{longest}"))
            .ShouldBe([$"1:{longest}", "2!", "3!", "4:b", "5!"]);
    }

    [Fact]
    public async Task Beyond_The_Limit_Of_The_Body_Nothing_Is_Read() =>
        (await ReadAsync(string.Concat(Enumerable.Repeat("0123456789\n", 1000)), mostBytes: 55)).Count.ShouldBe(6);

    [Fact]
    public async Task Lines_Do_Not_Depend_On_How_The_Body_Comes()
    {
        var random = new Random(4);
        for (var round = 0; round < 200; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(200)).Select(_ => random.Next(9) == 0 ? "\n" : "x"));
            var pipe = new Pipe();
            var reading = Collect(new BatchLines(pipe.Reader, LongestLine, long.MaxValue));
            foreach (var piece in text.Chunk(random.Next(1, 9)))
            {
                await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(piece));
                if (random.Next(3) == 0)
                    await Task.Yield();
            }

            await pipe.Writer.CompleteAsync();
            (await reading).ShouldBe(await ReadAsync(text));
        }
    }

    [Fact]
    public async Task A_Line_Is_Given_As_Soon_As_It_Is_There()
    {
        var pipe = new Pipe();
        var groups = new BatchLines(pipe.Reader, LongestLine, long.MaxValue).ReadAsync(CancellationToken.None).GetAsyncEnumerator();
        await pipe.Writer.WriteAsync("first\nsec"u8.ToArray());

        (await groups.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1))).ShouldBeTrue();
        groups.Current.ShouldHaveSingleItem().Number.ShouldBe(1);
    }

    private static Task<List<string>> ReadAsync(string text, long mostBytes = long.MaxValue) => Collect(
        new BatchLines(PipeReader.Create(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text))), LongestLine, mostBytes));

    private static async Task<List<string>> Collect(BatchLines lines)
    {
        var found = new List<string>();
        await foreach (var group in lines.ReadAsync(CancellationToken.None))
            found.AddRange(group.Select(l => l.Fault is null ? $"{l.Number}:{Encoding.UTF8.GetString(l.Bytes.Span)}" : $"{l.Number}!"));
        return found;
    }
}

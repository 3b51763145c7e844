using Finntelligence.Foundation.Shards;

namespace Finntelligence.Foundation.Tests.Shards;

public sealed class ShardFileTests
{
    [Fact]
    public void All_parts_made_alike_are_a_whole_in_any_order() =>
        ShardFile.Faults([File("c", 3), File("a", 1), File("b", 2)]).ShouldBeEmpty();

    [Fact]
    public void Everything_that_is_wrong_is_named_at_once() =>
        ShardFile.Faults([File("a", 1), File("b", 1), File("c", 2, "other"), File("d", 4, of: 5)]).ShouldBe(
        [
            "c: it was made with another model (other) than a (same).",
            "d: it is one of 5 shards, a one of 3.",
            "Shard 1 is there 2 times: a, b.",
            "Of 3 shards 3 is not there.",
        ]);

    [Fact]
    public void The_same_content_under_two_numbers_is_a_part_that_was_doubled() =>
        ShardFile.Faults([File("a", 1) with { Content = "x" }, File("b", 2) with { Content = "x" }, File("c", 3)]).ShouldBe(
            ["a, b hold the same under different numbers."]);

    [Fact]
    public void Of_many_missing_parts_some_are_named() =>
        ShardFile.Faults([File("a", 1, of: 100)]).Single().ShouldEndWith("20, 21 … are not there.");

    private static ShardFile File(string path, int number, string model = "same", int of = 3) => new(path, number, of, [("model", model)], null);
}

using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Histories.Proposals;

namespace Finntelligence.Histories.Tests.Proposals;

public sealed class LeakCheckTests
{
    private const int Rows = 2000;

    private static readonly ImmutableArray<bool?> Labels = [.. Enumerable.Range(0, Rows).Select(i => (bool?)(i % 5 == 0))];

    [Fact]
    public void What_is_constant_within_one_outcome_was_written_after_it() =>
        Find(i => i % 5 == 0 ? (i % 97).ToString(CultureInfo.InvariantCulture) : "0").ShouldNotBeNull().ShouldContain("it is \"0\" in 100.0");

    [Fact]
    public void What_is_empty_until_the_event_was_written_after_it() =>
        Find(i => i % 5 == 0 ? $"2011-12-{1 + (i % 28):00}" : "").ShouldNotBeNull().ShouldContain("it is empty in 100.0");

    [Fact]
    public void A_number_that_predicts_almost_without_error_knows_the_outcome()
    {
        var random = new Random(1);
        Find(i => (random.NextDouble() + (i % 5 == 0 ? 0.9 : 0)).ToString("R", CultureInfo.InvariantCulture))
            .ShouldNotBeNull().ShouldStartWith("it alone predicts the outcome with an AUC of 0.99");
    }

    [Fact]
    public void A_class_that_predicts_almost_without_error_knows_the_outcome()
    {
        var random = new Random(2);
        Find(i => random.NextDouble() < 0.03 ? "other" : i % 5 == 0 ? "closed" : "open").ShouldNotBeNull().ShouldContain("AUC");
    }

    [Fact]
    public void What_a_lender_knows_before_is_let_be()
    {
        var random = new Random(3);
        Find(i => (random.NextDouble() + (i % 5 == 0 ? 0.3 : 0)).ToString("R", CultureInfo.InvariantCulture)).ShouldBeNull();
        Find(_ => "ABCDEFG"[random.Next(7)].ToString()).ShouldBeNull();
        Find(_ => random.Next(300) == 0 ? "1" : "0").ShouldBeNull();
    }

    // A class of many values is not learned by heart and then taken for knowledge: its shares are those of other rows.
    [Fact]
    public void A_class_of_many_values_does_not_predict_by_being_rare()
    {
        var random = new Random(4);
        Find(_ => $"branch {random.Next(190)}").ShouldBeNull();
    }

    [Fact]
    public void Of_too_few_events_nothing_is_said() =>
        LeakCheck.Find(Column(i => i == 0 ? "1" : "0"), [.. Enumerable.Range(0, Rows).Select(i => (bool?)(i == 0))]).ShouldBeNull();

    private static string? Find(Func<int, string> cell) => LeakCheck.Find(Column(cell), Labels);

    private static ColumnFacts Column(Func<int, string> cell)
    {
        string[] cells = [.. Enumerable.Range(0, Rows).Select(cell)];
        return new ColumnFacts(
            "a", Rows, [.. cells.Where(c => c.Length > 0).CountBy(c => c).Select(c => KeyValuePair.Create(c.Key, (long)c.Value)).OrderByDescending(c => c.Value)],
            false, [.. cells]);
    }
}

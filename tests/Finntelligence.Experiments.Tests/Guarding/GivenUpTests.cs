using Finntelligence.Experiments.Definitions;
using Finntelligence.Experiments.Guarding;

namespace Finntelligence.Experiments.Tests.Guarding;

public sealed class GivenUpTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 2, 23, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_left_is_the_least_of_the_three_limits()
    {
        var given = new GivenUp(new Guardrails { MostForDecision = 5, MostForDay = 8, MostInAll = 20 });
        Left(given, Monday, spend: 5).ShouldBe(5);
        Left(given, Monday, spend: 3).ShouldBe(3);
        Left(given, Monday, spend: 0).ShouldBe(0);
        // Another day.
        Left(given, Monday.AddHours(1), spend: 5).ShouldBe(5);
        Left(given, Monday.AddHours(25), spend: 5).ShouldBe(5);
        // 18 of 20 are spent.
        Left(given, Monday.AddHours(49), spend: 2).ShouldBe(2);
        Left(given, Monday.AddHours(73), spend: 0).ShouldBe(0);
        given.InAll.ShouldBe(20);
    }

    [Fact]
    public void Without_limits_there_is_no_end() => Left(new GivenUp(new Guardrails()), Monday, 3).ShouldBe(double.PositiveInfinity);

    [Fact]
    public void It_goes_on_from_what_the_log_has()
    {
        var given = new GivenUp(new Guardrails { MostForDay = 8, MostInAll = 20 }, spent: 15, spentToday: 6, DateOnly.FromDateTime(Monday.UtcDateTime));
        Left(given, Monday, 0).ShouldBe(2);
        Left(given, Monday.AddHours(2), 0).ShouldBe(5);
    }

    [Fact]
    public void Other_limits_keep_what_was_spent()
    {
        var given = new GivenUp(new Guardrails { MostForDay = 8 });
        Left(given, Monday, 6);
        Left(given.Under(new Guardrails { MostForDay = 10, MostInAll = 7 }), Monday, 0).ShouldBe(1);
    }

    // A clock that steps back must not open the day anew.
    [Fact]
    public void A_clock_that_goes_back_opens_no_day()
    {
        var given = new GivenUp(new Guardrails { MostForDay = 8 });
        Left(given, Monday.AddHours(2), 8).ShouldBe(8);
        Left(given, Monday, 0).ShouldBe(0);
    }

    [Fact]
    public void Many_threads_together_do_not_break_a_limit()
    {
        var given = new GivenUp(new Guardrails { MostInAll = 100 });
        Parallel.For(0, 10_000, _ => given.Within(Monday, left => (0, Math.Min(0.7, left))));
        given.InAll.ShouldBe(100, 1e-6);
    }

    private static double Left(GivenUp given, DateTimeOffset now, double spend) => given.Within(now, left => (left, spend));
}

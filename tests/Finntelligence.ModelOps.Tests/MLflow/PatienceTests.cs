using System.Net;
using Finntelligence.ModelOps.MLflow;

namespace Finntelligence.ModelOps.Tests.MLflow;

public sealed class PatienceTests
{
    private readonly SettableClock _clock = new();

    [Fact]
    public async Task Waits_Twice_As_Long_Every_Time_Up_To_The_Limit_And_Gives_Up_After_Seven()
    {
        var attempts = 0;

        await Should.ThrowAsync<MlflowTransientException>(() => Run(1.0, () =>
        {
            attempts++;
            throw Fault();
        }));

        attempts.ShouldBe(8);
        Seconds().ShouldBe([0.5, 1, 2, 4, 8, 10, 10]);
    }

    [Fact]
    public async Task A_Random_Part_Of_Up_To_Half_Is_Taken_Off()
    {
        await Should.ThrowAsync<MlflowTransientException>(() => Run(0.0, () => throw Fault()));

        Seconds().Take(3).ShouldBe([0.25, 0.5, 1]);
    }

    [Fact]
    public async Task The_Wait_That_The_Server_Asks_For_Is_Kept()
    {
        var asked = new Queue<TimeSpan?>([TimeSpan.FromSeconds(7), null, TimeSpan.Zero]);

        var result = await Run(1.0, () => asked.TryDequeue(out var wait) ? throw Fault(wait) : 42);

        result.ShouldBe(42);
        Seconds().ShouldBe([7, 1], "no wait at all was asked for the third time");
    }

    [Fact]
    public async Task A_Server_That_Asks_For_Too_Long_Is_Given_Up_At_Once()
    {
        await Should.ThrowAsync<MlflowTransientException>(() => Run(1.0, () => throw Fault(TimeSpan.FromHours(1))));

        _clock.Delays.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_Refusal_Is_Not_Repeated()
    {
        await Should.ThrowAsync<MlflowException>(() => Run(1.0, () => throw new MlflowException("no", HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE")));

        _clock.Delays.ShouldBeEmpty();
    }

    private static MlflowTransientException Fault(TimeSpan? retryAfter = null) => new("busy", HttpStatusCode.ServiceUnavailable, retryAfter);

    private Task<int> Run(double random, Func<int> attempt)
    {
        var options = new MlflowOptions("http://host") { MaximumWait = TimeSpan.FromSeconds(10) };
        return new Patience(options, _clock, () => random).RunAsync(_ => Task.FromResult(attempt()), CancellationToken.None);
    }

    private IEnumerable<double> Seconds() => _clock.Delays.Select(delay => delay.TotalSeconds);
}

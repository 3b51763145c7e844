namespace Finntelligence.ModelOps.MLflow;

/// <summary>
/// Repeats what failed for a reason that may pass: at most <see cref="MlflowOptions.MaximumRetries"/> times, after as long as the
/// server asks for, else after twice as long every time, less a random part so that clients do not come back all at once.
/// </summary>
internal sealed class Patience(MlflowOptions options, TimeProvider clock, Func<double> random)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(0.5);

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                return await attempt(cancellationToken).ConfigureAwait(false);
            }
            catch (MlflowTransientException fault) when (failures < options.MaximumRetries && WaitAfter(failures, fault) <= options.MaximumWait)
            {
                await Task.Delay(WaitAfter(failures, fault), clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private TimeSpan WaitAfter(int failures, MlflowTransientException fault)
    {
        if (fault.RetryAfter is { } asked)
            return asked;
        var wait = FirstWait * Math.Pow(2, failures) * (0.5 + (0.5 * random()));
        return wait < options.MaximumWait ? wait : options.MaximumWait;
    }
}

using System.CommandLine;

namespace Finntelligence.Training.Options;

/// <summary><c>--threads</c>: how many cores to use.</summary>
internal static class ThreadsOption
{
    private const int Most = 1024;

    public static Option<int> Create(string unaffected)
    {
        var option = new Option<int>("--threads")
        {
            Description = $"Threads, 0 for one per core. Has no influence on {unaffected}.",
            DefaultValueFactory = _ => 0,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > Most)
                result.AddError($"--threads takes a number from 0 to {Most}.");
        });
        return option;
    }

    /// <summary>The number of threads that the option's value stands for.</summary>
    public static int Count(int threads) => threads > 0 ? threads : Environment.ProcessorCount;
}

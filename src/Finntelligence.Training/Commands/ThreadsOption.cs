using System.CommandLine;

namespace Finntelligence.Training.Commands;

/// <summary><c>--threads</c>: how many cores a training takes.</summary>
internal static class ThreadsOption
{
    public static Option<int> Create()
    {
        var option = new Option<int>("--threads")
        {
            Description = "Threads, 0 for one per core. Has no influence on the models.",
            DefaultValueFactory = _ => 0,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 1024)
                result.AddError("--threads takes a number from 0 to 1024.");
        });
        return option;
    }
}

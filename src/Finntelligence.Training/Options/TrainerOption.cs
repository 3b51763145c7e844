using System.CommandLine;
using Finntelligence.Lending.Models;

namespace Finntelligence.Training.Options;

/// <summary><c>--trainer</c>: who trains.</summary>
internal static class TrainerOption
{
    /// <summary>Lets all trainers compete, whatever product.json says.</summary>
    public const string Both = "both";

    private static readonly string Names = $"{string.Join(", ", TrainerNames.All)} or {Both}";

    public static Option<string?> Create()
    {
        var option = new Option<string?>("--trainer")
        {
            Description = $"Who trains: {Names}. Without it: the one that product.json names, else both compete.",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } name && name != Both && !TrainerNames.All.Contains(name))
                result.AddError($"--trainer takes {Names}, not '{name}'.");
        });
        return option;
    }
}

using System.CommandLine;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Fitting;

namespace Finntelligence.Training.Options;

/// <summary><c>--trainer</c>: who trains.</summary>
internal static class TrainerOption
{
    private static readonly string Names = $"{string.Join(", ", TrainerNames.All)} or {Trainers.Both}";

    public static Option<string?> Create()
    {
        var option = new Option<string?>("--trainer")
        {
            Description = $"Who trains: {Names}. Without it: the one that product.json names, else both compete.",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } name && name != Trainers.Both && !TrainerNames.All.Contains(name))
                result.AddError($"--trainer takes {Names}, not '{name}'.");
        });
        return option;
    }
}

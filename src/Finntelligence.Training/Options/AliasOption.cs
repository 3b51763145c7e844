using System.CommandLine;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Training.Options;

/// <summary><c>--alias</c>: which of the registry's names for a pair of models is meant, in every command.</summary>
internal static class AliasOption
{
    public const string Name = "--alias";

    /// <summary>Whose models a command uses; those in production without it.</summary>
    public static Option<string> OfModels(string use) => new(Name)
    {
        Description = $"Alias in the registry of the models to {use}.",
        DefaultValueFactory = _ => RegistryNames.Production,
    };
}

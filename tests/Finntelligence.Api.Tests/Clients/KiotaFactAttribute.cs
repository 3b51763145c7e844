namespace Finntelligence.Api.Tests.Clients;

/// <summary>A fact about a client that Kiota generates. It is reported as skipped, never as passed, where the tool cannot be restored.</summary>
public sealed class KiotaFactAttribute : FactAttribute
{
    public KiotaFactAttribute() => Skip = Kiota.Missing;
}

/// <summary>The tool of <c>.config/dotnet-tools.json</c>.</summary>
internal static class Kiota
{
    private static readonly Lazy<string?> Restored = new(Restore);

    /// <summary>Why there is no tool; null if there is.</summary>
    public static string? Missing => Restored.Value;

    /// <summary>Runs the tool.</summary>
    /// <returns>What it said, and whether it succeeded.</returns>
    public static (bool Succeeded, string Said) Run(params string[] arguments) => DotnetCommand.Run(["tool", "run", "kiota", "--", .. arguments]);

    private static string? Restore()
    {
        var (succeeded, said) = DotnetCommand.Run(["tool", "restore"]);
        return succeeded ? null : $"Kiota cannot be restored: {said.Trim().Split('\n')[^1]}";
    }
}

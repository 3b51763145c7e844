namespace Finntelligence.Testing;

/// <summary>
/// A fact about the real experiment. It is reported as skipped, never as passed, where the data is not at hand:
/// set FINNTELLIGENCE_REAL_DATA to the path of the zip as downloaded.
/// </summary>
public sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute()
    {
        if (RealData.Path is null)
            Skip = $"{RealData.Variable} does not name the downloaded zip of the experiment.";
    }
}

/// <summary>Where the zip of the real experiment lies on this machine, if anywhere.</summary>
internal static class RealData
{
    public const string Variable = "FINNTELLIGENCE_REAL_DATA";

    public static string? Path { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path && File.Exists(path) ? path : null;
}

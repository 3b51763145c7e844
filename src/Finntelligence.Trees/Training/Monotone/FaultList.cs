namespace Finntelligence.Trees.Training.Monotone;

/// <summary>Says all faults at once.</summary>
internal static class FaultList
{
    private const int MostNames = 20;

    /// <summary>Throws where there is a fault: one line each.</summary>
    public static void Throw(IReadOnlyList<string> faults, string parameter)
    {
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(Environment.NewLine, faults), parameter);
    }

    /// <summary>Names in quotes; of many, the first.</summary>
    public static string Names(IReadOnlyCollection<string> names)
    {
        var shown = string.Join(", ", names.Take(MostNames).Select(name => $"\"{name}\""));
        return names.Count > MostNames ? $"{shown} and {names.Count - MostNames} more" : shown;
    }
}

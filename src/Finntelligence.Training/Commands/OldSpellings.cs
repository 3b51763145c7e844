namespace Finntelligence.Training.Commands;

/// <summary>Options that were called otherwise once. They go on working, unmentioned, so that nobody's script breaks.</summary>
internal static class OldSpellings
{
    private static readonly (string Command, string Old, string Now)[] All =
    [
        ("models promote", "--to", "--alias"),
        ("models promote", "--why", "--reason"),
        ("models rollback", "--why", "--reason"),
        ("runs files", "--to", "--out"),
        ("score", "--models", "--alias"),
        ("frontier", "--models", "--alias"),
        ("monitor", "--models", "--alias"),
        ("report", "--models", "--alias"),
    ];

    /// <summary>The command line as it is written now.</summary>
    public static string[] Replace(string[] args)
    {
        string[] words = [.. args.Where(arg => !arg.StartsWith('-')).Take(2)];
        var renamed = All.Where(r => words.Length > 0 && (r.Command == words[0] || r.Command == string.Join(' ', words))).ToArray();
        return renamed.Length == 0 ? args : [.. args.Select(Now)];

        string Now(string arg)
        {
            int end = arg.IndexOfAny(['=', ':']);
            string name = end < 0 ? arg : arg[..end];
            return renamed.Where(r => r.Old == name).Select(r => r.Now + arg[name.Length..]).FirstOrDefault(arg);
        }
    }
}

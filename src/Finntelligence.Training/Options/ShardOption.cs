using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Finntelligence.Training.Options;

/// <summary><c>--shard 3/8</c>: which part of an input a command is given.</summary>
internal static class ShardOption
{
    /// <summary>The option; without it the input is whole.</summary>
    public static Option<(int Number, int Of)> Create() => new("--shard")
    {
        Description = "Which part of how many the input is, in the order of the whole, such as 3/8. Without it: 1/1.",
        HelpName = "n/of",
        CustomParser = Read,
        DefaultValueFactory = _ => (1, 1),
    };

    private static (int, int) Read(ArgumentResult result)
    {
        string[] parts = result.Tokens[0].Value.Split('/');
        if (parts.Length == 2 && Whole(parts[0], out var number) && Whole(parts[1], out var of) && number >= 1 && number <= of)
            return (number, of);
        result.AddError("--shard takes a number and how many there are, from 1, such as 3/8.");
        return default;
    }

    private static bool Whole(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}

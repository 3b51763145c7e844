using System.CommandLine;
using System.CommandLine.Parsing;

namespace Finntelligence.Training.Options;

/// <summary><c>--product</c>: which folder under data/ and models/.</summary>
internal static class ProductOption
{
    public const string Default = "cash-loan";

    public static Option<string> Create()
    {
        var option = new Option<string>("--product")
        {
            Description = "The product's name: its folder under data/ and models/.",
            DefaultValueFactory = _ => Default,
        };
        option.Validators.Add(Check);
        return option;
    }

    // The name becomes a folder's name, so it must not lead anywhere else.
    private static void Check(OptionResult result)
    {
        string name = result.GetValueOrDefault<string>() ?? "";
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            result.AddError($"--product '{name}': a product's name has lower case letters, digits and hyphens.");
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;
using Finntelligence.Foundation.Faults;
using Finntelligence.Portfolios.Frontier;

namespace Finntelligence.Training.Commands.Portfolios;

/// <summary>The options that choose a portfolio, and the one that says what a loss is.</summary>
internal sealed class FrontierLimits
{
    private readonly Option<double?> _losses = new("--loss-budget") { Description = "Choose the best portfolio whose expected losses are at most this." };

    private readonly Option<double?> _loans = new("--minimum-loans") { Description = "Choose the best portfolio that expects at least so many loans." };

    private readonly Option<double?> _capital = new("--capital") { Description = "Choose the best portfolio whose expected capital lent is at most this." };

    public FrontierLimits()
    {
        foreach (var limit in (Option<double?>[])[_losses, _loans, _capital])
            limit.Validators.Add(result => Check(result, value => value is >= 0 and <= 1e15, "takes a number that is not negative."));
    }

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_losses, _loans, _capital])
            command.Options.Add(option);
    }

    /// <exception cref="RequestFaultException">Several at a time.</exception>
    public FrontierLimit Read(ParseResult parsed)
    {
        var limit = new FrontierLimit(parsed.GetValue(_losses), parsed.GetValue(_loans), parsed.GetValue(_capital));
        return new[] { limit.Losses, limit.Loans, limit.Capital }.Count(value => value is not null) > 1
            ? throw new RequestFaultException("--loss-budget, --minimum-loans and --capital: one of them at a time.")
            : limit;
    }

    /// <summary>What a loss is.</summary>
    public static Option<double?> LossGivenDefault()
    {
        var option = new Option<double?>("--loss-given-default")
        {
            Description = "Share of the amount of a defaulted loan that counts as a loss. Without it: the product's, or all of it where that is 0.",
        };
        option.Validators.Add(result => Check(result, value => value is > 0 and <= 1, "takes a number above 0 and up to 1."));
        return option;
    }

    private static void Check(OptionResult result, Predicate<double> valid, string message)
    {
        // What is no number the parser refuses by itself.
        if (result.Tokens.Count == 1 && double.TryParse(result.Tokens[0].Value, System.Globalization.CultureInfo.InvariantCulture, out var value) && !valid(value))
            result.AddError($"{result.Option.Name} {message}");
    }
}

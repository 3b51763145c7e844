using System.CommandLine;
using System.Globalization;
using Finntelligence.Foundation.Output;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Decisions;

/// <summary><c>decisions purge</c>: the data of applicants of long ago is erased.</summary>
internal static class DecisionsPurgeCommand
{
    private const int MostDays = 36_500;

    public static Command Create(ConsoleHost host)
    {
        var age = new Option<int>("--older-than")
        {
            Description = "Days, as 730 or 730d: decisions older than this.",
            Required = true,
            CustomParser = result =>
            {
                if (int.TryParse(result.Tokens[0].Value.TrimEnd('d'), NumberStyles.None, CultureInfo.InvariantCulture, out int days) && days is > 0 and <= MostDays)
                    return days;
                result.AddError($"--older-than takes a number of days from 1 to {MostDays}, as 730d.");
                return 0;
            },
        };
        Option<string?> log = LogOption.Create();
        var command = new Command(
            "purge",
            "Erase what is the applicants' (request, features, answer and their name) in old decisions. What an audit needs stays: the decision's figures, models, policy and outcomes.")
        {
            age, log,
        };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            using var store = LogOption.Open(host, parsed.GetValue(log));
            DateTimeOffset now = host.Time.GetUtcNow();
            DateTimeOffset before = now.AddDays(-parsed.GetValue(age));
            int erased = store.PurgeAsync(before, now, cancellation).GetAwaiter().GetResult();
            reporter.Status($"The applicants' data of {Figures.Count(erased)} decisions before {before:yyyy-MM-dd HH:mm} UTC was erased.");
            reporter.Document(new { before, erased });
        });
        return command;
    }
}

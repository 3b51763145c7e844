using System.CommandLine;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Decisions;

/// <summary><c>decisions forget</c>: the data of one applicant is erased.</summary>
internal static class DecisionsForgetCommand
{
    public static Command Create(ConsoleHost host)
    {
        var applicant = new Option<string?>("--applicant")
        {
            Description = "The applicant, as the client named it: by the header Applicant-Reference of /predict, or by the id of a line of a batch.",
        };
        var decision = new Option<Guid?>("--decision") { Description = "One decision, by its id." };
        Option<string?> log = LogOption.Create();
        var command = new Command("forget", "Erase what is an applicant's in the decisions about him; what an audit needs stays.") { applicant, decision, log };
        command.Validators.Add(result =>
        {
            if (result.GetValue(applicant) is null == result.GetValue(decision) is null)
                result.AddError("Name either --applicant or --decision.");
        });
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            using var store = LogOption.Open(host, parsed.GetValue(log));
            DateTimeOffset now = host.Time.GetUtcNow();
            int erased = (parsed.GetValue(decision) is { } id
                ? store.ForgetAsync(id, now, cancellation)
                : store.ForgetAsync(parsed.GetValue(applicant)!, now, cancellation)).GetAwaiter().GetResult();
            if (erased == 0)
                throw new RequestFaultException("The log has no data of that applicant or decision; it may have been erased before.");
            reporter.Status($"The applicant's data of {Figures.Count(erased)} decisions was erased.");
            reporter.Document(new { erased });
        });
        return command;
    }
}

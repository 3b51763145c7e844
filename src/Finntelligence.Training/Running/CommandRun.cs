using System.CommandLine;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;

namespace Finntelligence.Training.Running;

/// <summary>The frame around every command's body: its reporter, its cancellation, and one clear line when it fails.</summary>
internal static class CommandRun
{
    public const int Success = 0;
    public const int Failure = 1;

    /// <summary>What shells report for a process ended by Ctrl-C.</summary>
    public const int Cancelled = 130;

    /// <summary>Result as JSON; every command has it.</summary>
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print the result as one JSON document, for programs.",
        Recursive = true,
    };

    /// <summary>Gives a command its body.</summary>
    /// <param name="command">The command.</param>
    /// <param name="host">Its surroundings.</param>
    /// <param name="body">Does the work; returning is success, throwing is failure.</param>
    public static void Does(this Command command, ConsoleHost host, Action<ParseResult, IReporter, CancellationToken> body) =>
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            body(parsed, reporter, cancellation);
            return Success;
        });

    /// <summary>Gives a command a body that chooses its exit code.</summary>
    /// <param name="command">The command.</param>
    /// <param name="host">Its surroundings.</param>
    /// <param name="body">Does the work and says the exit code; throwing is failure.</param>
    public static void Does(this Command command, ConsoleHost host, Func<ParseResult, IReporter, CancellationToken, int> body) =>
        // On another thread, so that the parser can install its Ctrl-C handler while the body works.
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, host, body, cancellation), CancellationToken.None));

    private static int Run(
        ParseResult parsed, ConsoleHost host, Func<ParseResult, IReporter, CancellationToken, int> body, CancellationToken cancellation)
    {
        try
        {
            return body(parsed, host.Reporter(parsed.GetValue(Json)), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            host.Error.WriteLine("Cancelled.");
            return Cancelled;
        }
        catch (Exception fault)
        {
            string message = IsExpected(fault) ? fault.Message : $"This is a defect of the program: {fault.GetType().Name}: {fault.Message}";
            host.Error.WriteLine(OneLine(message));
            return Failure;
        }
    }

    // What the platform throws of files and time is the user's to mend as well.
    private static bool IsExpected(Exception fault) =>
        fault is UserFaultException or TimeoutException or IOException or UnauthorizedAccessException or InvalidDataException;

    /// <summary>A message without its line breaks.</summary>
    public static string OneLine(string message) =>
        string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}

using Finntelligence.Foundation.Output;
using Finntelligence.Modelling.Tracking;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Workspaces;
using Finntelligence.Training.Output;
using Spectre.Console;

namespace Finntelligence.Training.Running;

/// <summary>What commands may touch of the world around them; tests hand in their own.</summary>
public sealed record ConsoleHost
{
    /// <summary>Standard output.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>The terminal, or null where output is redirected.</summary>
    public IAnsiConsole? Terminal { get; init; }

    /// <summary>The terminal behind standard error, or null where that is redirected.</summary>
    public IAnsiConsole? ErrorTerminal { get; init; }

    /// <summary>Another voice than those of <see cref="Reporter"/>, given whether JSON is asked for; null for none.</summary>
    public Func<bool, IReporter>? Voice { get; init; }

    /// <summary>Opens standard input for bytes.</summary>
    public Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    /// <summary>Opens standard output for bytes.</summary>
    public Func<Stream> OpenOutput { get; init; } = Console.OpenStandardOutput;

    /// <summary>Where data/ and models/ lie; asked only by commands that need them.</summary>
    public required Func<Workspace> Workspace { get; init; }

    /// <summary>The clock, the environment variables and the network.</summary>
    public TrackingSurroundings Surroundings { get; init; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider Time => Surroundings.Time;

    /// <summary>The state of the program's code.</summary>
    public Func<CodeState> Code { get; init; } = CodeState.OfProgram;

    /// <summary>The host of a process.</summary>
    public static ConsoleHost OfProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        Terminal = Console.IsOutputRedirected ? null : OwnTerminal(),
        ErrorTerminal = Console.IsErrorRedirected ? null : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }),
        Workspace = () => ModelOps.Workspaces.Workspace.Find(),
    };

    // Where input comes from a file nobody can answer, whatever shows the question.
    private static IAnsiConsole OwnTerminal()
    {
        if (Console.IsInputRedirected)
            AnsiConsole.Console.Profile.Capabilities.Interactive = false;
        return AnsiConsole.Console;
    }

    /// <summary>The voice of a run whose standard output carries its result: it speaks on standard error only.</summary>
    public IReporter ReporterBesideOutput() =>
        ErrorTerminal is { } terminal ? new TerminalReporter(terminal, Error) : new PlainReporter(Error, Error);

    /// <summary>The voice of one run of a command.</summary>
    public IReporter Reporter(bool json) =>
        Voice is { } voice ? voice(json)
        : json ? new JsonReporter(Output, Error)
        : Terminal is { } terminal ? new TerminalReporter(terminal, Error)
        : new PlainReporter(Output, Error);
}

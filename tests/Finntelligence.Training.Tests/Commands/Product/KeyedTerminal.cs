using Spectre.Console;
using Spectre.Console.Rendering;

namespace Finntelligence.Training.Tests.Commands.Product;

/// <summary>A terminal at which somebody presses keys that are known beforehand.</summary>
internal sealed class KeyedTerminal : IAnsiConsole, IAnsiConsoleInput
{
    private readonly StringWriter _said = new();
    private readonly IAnsiConsole _inner;
    private readonly Queue<ConsoleKey> _keys;

    public KeyedTerminal(params ConsoleKey[] keys)
    {
        _keys = new Queue<ConsoleKey>(keys);
        _inner = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(_said) });
        _inner.Profile.Width = 200;
    }

    /// <summary>What was shown.</summary>
    public string Said => _said.ToString();

    /// <summary>Keys that nobody asked for.</summary>
    public int Left => _keys.Count;

    public Profile Profile => _inner.Profile;

    public IAnsiConsoleCursor Cursor => _inner.Cursor;

    public IAnsiConsoleInput Input => this;

    public IExclusivityMode ExclusivityMode => _inner.ExclusivityMode;

    public RenderPipeline Pipeline => _inner.Pipeline;

    public void Clear(bool home) => _inner.Clear(home);

    public void Write(IRenderable renderable) => _inner.Write(renderable);

    public void WriteAnsi(Action<AnsiWriter> action) => _inner.WriteAnsi(action);

    public bool IsKeyAvailable() => _keys.Count > 0;

    public ConsoleKeyInfo? ReadKey(bool intercept) => new(' ', _keys.Dequeue(), shift: false, alt: false, control: false);

    public Task<ConsoleKeyInfo?> ReadKeyAsync(bool intercept, CancellationToken cancellationToken) => Task.FromResult(ReadKey(intercept));
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Finntelligence.Api.Tests.Support;

/// <summary>Everything that anything in the host logs, at every level, with its properties, scopes and exceptions.</summary>
internal sealed class CapturedLogs : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<LogRecord> _records = new();
    private readonly ConcurrentBag<(Predicate<LogRecord> Wanted, TaskCompletionSource Seen)> _waiting = [];
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public IReadOnlyList<LogRecord> Records => [.. _records];

    public IEnumerable<LogRecord> Of(string category) => _records.Where(r => r.Category == category);

    /// <summary>Completes when the next matching record is logged.</summary>
    public Task Next(Predicate<LogRecord> wanted)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add((wanted, seen));
        return seen.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private void Add(LogRecord record)
    {
        _records.Enqueue(record);
        foreach (var (wanted, seen) in _waiting)
            if (wanted(record))
                seen.TrySetResult();
    }

    private sealed class Logger(CapturedLogs logs, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => logs._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var properties = state as IEnumerable<KeyValuePair<string, object?>> ?? [];
            var text = new List<string> { formatter(state, exception), exception?.ToString() ?? "" };
            text.AddRange(properties.Select(p => $"{p.Key}={p.Value}"));
            logs._scopes.ForEachScope((scope, all) => all.Add(Text(scope)), text);
            logs.Add(new LogRecord(category, logLevel, formatter(state, exception), string.Join('\n', text), properties.ToLookup(p => p.Key, p => p.Value)));
        }

        private static string Text(object? scope) => scope is IEnumerable<KeyValuePair<string, object?>> properties
            ? string.Join(' ', properties.Select(p => $"{p.Key}={p.Value}"))
            : scope?.ToString() ?? "";
    }
}

/// <summary>One record.</summary>
/// <param name="Message">As a reader of the log sees it.</param>
/// <param name="Text">The message and everything that came with it.</param>
internal sealed record LogRecord(string Category, LogLevel Level, string Message, string Text, ILookup<string, object?> Properties);

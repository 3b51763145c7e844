using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace Finntelligence.Api.Tests.Support;

/// <summary>Everything that anything in the host logs, at every level, with its properties, scopes and exceptions.</summary>
internal sealed class CapturedLogs : ILogEventSink
{
    private static readonly MessageTemplateTextFormatter Message = new("{Message:lj}", CultureInfo.InvariantCulture);

    private readonly ConcurrentQueue<LogRecord> _records = new();
    private readonly ConcurrentBag<(Predicate<LogRecord> Wanted, TaskCompletionSource Seen)> _waiting = [];

    public IReadOnlyList<LogRecord> Records => [.. _records];

    public IEnumerable<LogRecord> Of(string category) => _records.Where(r => r.Category == category);

    /// <summary>Completes when the next matching record is logged.</summary>
    public Task Next(Predicate<LogRecord> wanted)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add((wanted, seen));
        return seen.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    public void Emit(LogEvent logEvent)
    {
        var record = Of(logEvent);
        _records.Enqueue(record);
        foreach (var (wanted, seen) in _waiting)
            if (wanted(record))
                seen.TrySetResult();
    }

    private static LogRecord Of(LogEvent logEvent)
    {
        using var message = new StringWriter();
        Message.Format(logEvent, message);
        var properties = logEvent.Properties.ToLookup(p => p.Key, p => p.Value is ScalarValue scalar ? scalar.Value : p.Value.ToString());
        string[] text = [message.ToString(), logEvent.Exception?.ToString() ?? "", .. properties.Select(p => $"{p.Key}={p.Single()}")];
        return new LogRecord(
            properties[Constants.SourceContextPropertyName].SingleOrDefault() as string ?? "",
            Level(logEvent.Level),
            message.ToString(),
            string.Join('\n', text),
            properties);
    }

    // Both have the same six, from 0.
    private static LogLevel Level(LogEventLevel level) => (LogLevel)(int)level;
}

/// <summary>One record.</summary>
/// <param name="Message">As a reader of the log sees it.</param>
/// <param name="Text">The message and everything that came with it.</param>
internal sealed record LogRecord(string Category, LogLevel Level, string Message, string Text, ILookup<string, object?> Properties);

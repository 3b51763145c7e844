using System.Security.Claims;
using Finntelligence.Api.Hosting;
using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Keys;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Callers;

/// <summary>Who may ask: the keys of the file, as it stands, and whether anybody is asked for one. Safe for any number of threads.</summary>
internal sealed partial class CallerBook
{
    /// <summary>The claim that names one scope.</summary>
    public const string ScopeClaim = "finntelligence:scope";

    // A key that was revoked may be used for as long.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _looking = new();
    private readonly KeyFile _file;
    private readonly TimeProvider _time;
    private readonly ILogger<CallerBook> _logger;
    private readonly bool _tokens;
    private volatile Keys _keys;

    /// <exception cref="DataFaultException">The file of keys is damaged.</exception>
    public CallerBook(IOptions<ServiceOptions> options, TimeProvider time, ILogger<CallerBook> logger)
    {
        var settings = options.Value.Callers;
        var path = settings.KeyFile is { Length: > 0 } named ? named : Path.Combine(options.Value.Workspace().Root, KeyFile.DefaultPath);
        _file = new KeyFile(Path.GetFullPath(path), time);
        _time = time;
        _logger = logger;
        _tokens = settings.Tokens.Authority is { Length: > 0 };
        _keys = Read();
    }

    /// <summary>Whether a caller must say who he is: once there has been a key, revoked or not, or an issuer of tokens.</summary>
    public bool AsksForCallers => _tokens || Current.ById.Count > 0;

    private Keys Current
    {
        get
        {
            var keys = _keys;
            if (_time.GetUtcNow() - keys.Looked < LookEvery || !_looking.TryEnter())
                return keys;
            try
            {
                return _keys = Look(keys);
            }
            finally
            {
                _looking.Exit();
            }
        }
    }

    /// <summary>The caller of a key; null when it is not good.</summary>
    public ClaimsIdentity? Find(string text, string scheme)
    {
        if (ApiKey.Split(text) is not var (id, secret) || !Current.ById.TryGetValue(id, out var key) || !key.IsGood || !key.Opens(secret))
            return null;
        return new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, key.Name), .. key.Scopes.Select(s => new Claim(ScopeClaim, s))], scheme);
    }

    private Keys Look(Keys before)
    {
        try
        {
            var written = File.GetLastWriteTimeUtc(_file.Path);
            return written == before.Written ? before with { Looked = _time.GetUtcNow() } : Read();
        }
        // A damaged file must open nothing that was closed, and close nothing that was open.
        catch (Exception fault) when (fault is UserFaultException or IOException or UnauthorizedAccessException)
        {
            LogUnreadable(fault.Message);
            return before with { Looked = _time.GetUtcNow() };
        }
    }

    private Keys Read()
    {
        // The time comes before the content: a file that changes meanwhile is read again.
        var written = File.GetLastWriteTimeUtc(_file.Path);
        return new Keys(_file.Read().ToDictionary(k => k.Id, StringComparer.Ordinal), written, _time.GetUtcNow());
    }

    [LoggerMessage(LogLevel.Error, "The API keys cannot be read, those known go on: {Reason}")]
    private partial void LogUnreadable(string reason);

    private sealed record Keys(Dictionary<string, ApiKey> ById, DateTime Written, DateTimeOffset Looked);
}

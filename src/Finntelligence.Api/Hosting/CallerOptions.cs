namespace Finntelligence.Api.Hosting;

/// <summary>Who may ask, and how much.</summary>
internal sealed class CallerOptions
{
    /// <summary>Stands for all origins.</summary>
    internal const string AnyOrigin = "*";

    /// <summary>
    /// Whether the service may listen on other addresses than loopback while it knows no callers. Default: false; it then refuses to start.
    /// </summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>Path of the file of API keys, which the console's <c>keys</c> writes. Default: var/keys.json in the folder that holds data/ and models/.</summary>
    public string? KeyFile { get; set; }

    /// <summary>Who issues tokens. Default: nobody.</summary>
    public TokenOptions Tokens { get; set; } = new();

    /// <summary>
    /// Web pages of other origins that may ask, as <c>https://desk.example</c>, or <c>*</c> for all; a key or a token is asked for all the
    /// same. Default: none.
    /// </summary>
    public string[] Origins { get; set; } = [];

    /// <summary>Requests a second of one caller, over which he may save up ten seconds' worth; 0 for any number. Default: 0.</summary>
    public int RequestsPerSecond { get; set; }

    /// <summary>Costly requests (exact search, explore) that are worked on at once. Default: one for each core but one.</summary>
    public int? CostlyAtOnce { get; set; }

    /// <summary>Costly requests that may wait; more are answered with 429. Default: 32.</summary>
    public int CostlyWaiting { get; set; } = 32;

    /// <summary>Batches that are worked on at once, of all callers. Default: 64.</summary>
    public int BatchesAtOnce { get; set; } = 64;

    /// <summary>Batches of one caller that are worked on at once. Default: 32.</summary>
    public int BatchesOfCaller { get; set; } = 32;

    /// <summary>How long a client of a batch may leave its answers unread before it is cut off. Default: 60 seconds.</summary>
    public TimeSpan UnreadFor { get; set; } = TimeSpan.FromSeconds(60);
}

/// <summary>JSON Web Tokens of an OpenID Connect issuer.</summary>
internal sealed class TokenOptions
{
    /// <summary>Address of the issuer, whose keys are found under it. Default: none, and tokens are not taken.</summary>
    public string? Authority { get; set; }

    /// <summary>What a token must be meant for. Default: finntelligence.</summary>
    public string Audience { get; set; } = "finntelligence";

    /// <summary>The claim that lists scopes, with spaces between them or as an array. Default: scope.</summary>
    public string ScopeClaim { get; set; } = "scope";
}

using System.Net.Http.Headers;
using System.Text;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>Which MLflow server to talk to and how patiently. A class, not a record: it holds a secret and must never print itself.</summary>
public sealed class MlflowOptions
{
    /// <param name="server">Where the server is, as <c>http://host:5000</c>; a user and password in it are taken out and sent as a header.</param>
    /// <exception cref="ArgumentException">Not an http or https address.</exception>
    public MlflowOptions(string server)
    {
        if (!Uri.TryCreate(server.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new ArgumentException("The MLflow server's address must begin with http:// or https:// (MLFLOW_TRACKING_URI).", nameof(server));
        if (uri.UserInfo.Split(':', 2) is [var user, var password])
            Authorization = Basic(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password));
        Server = new UriBuilder(uri) { UserName = "", Password = "", Query = "", Fragment = "", Path = uri.AbsolutePath.TrimEnd('/') + "/" }.Uri;
    }

    /// <summary>The server's address, ending in a slash, without credentials.</summary>
    public Uri Server { get; }

    /// <summary>Sent with every request; null for a server without accounts.</summary>
    internal AuthenticationHeaderValue? Authorization { get; private init; }

    /// <summary>How long one request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How often a request is repeated when the server is overloaded or cannot be reached.</summary>
    public int MaximumRetries { get; init; } = 7;

    /// <summary>The longest wait before a repetition. A server that asks for more is given up for now.</summary>
    public TimeSpan MaximumWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// What the environment says, by MLflow's own names: MLFLOW_TRACKING_URI, and MLFLOW_TRACKING_USERNAME with
    /// MLFLOW_TRACKING_PASSWORD, else MLFLOW_TRACKING_TOKEN. Null when no server is named there.
    /// </summary>
    /// <exception cref="ArgumentException">A store that is not a server is named, as <c>file:</c> or <c>sqlite:</c>.</exception>
    public static MlflowOptions? FromEnvironment(Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        if (variable("MLFLOW_TRACKING_URI") is not { } server || string.IsNullOrWhiteSpace(server))
            return null;
        var authorization = (variable("MLFLOW_TRACKING_USERNAME"), variable("MLFLOW_TRACKING_PASSWORD"), variable("MLFLOW_TRACKING_TOKEN")) switch
        {
            ({ Length: > 0 } user, { Length: > 0 } password, _) => Basic(user, password),
            (_, _, { Length: > 0 } token) => new AuthenticationHeaderValue("Bearer", token),
            _ => null,
        };
        var options = new MlflowOptions(server);
        return authorization is null ? options : new MlflowOptions(server) { Authorization = authorization };
    }

    /// <summary>The same server and account with another patience.</summary>
    public MlflowOptions With(TimeSpan timeout, int maximumRetries, TimeSpan maximumWait) => new(Server.ToString())
    {
        Authorization = Authorization,
        Timeout = timeout,
        MaximumRetries = maximumRetries,
        MaximumWait = maximumWait,
    };

    private static AuthenticationHeaderValue Basic(string user, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
}

namespace Finntelligence.ModelOps.MLflow;

/// <summary>Where MLflow keeps files, as far as this client can reach it.</summary>
internal static class ArtifactAddress
{
    private const string Scheme = "mlflow-artifacts:";

    /// <summary>The path below the server's proxy in an address like <c>mlflow-artifacts:/1/&lt;run&gt;/artifacts</c>.</summary>
    /// <exception cref="MlflowException">The files do not go through the server.</exception>
    public static string Proxied(string address)
    {
        if (!address.StartsWith(Scheme, StringComparison.Ordinal))
        {
            throw new MlflowException($"MLflow keeps these files at {Printable(address)}, which only it or a cloud's own client can reach. "
                + "Start the server with --serve-artifacts and a default artifact root of mlflow-artifacts:/.");
        }
        var path = address[Scheme.Length..];
        if (path.StartsWith("//", StringComparison.Ordinal))
            path = path.IndexOf('/', 2) is > 0 and var slash ? path[slash..] : "";
        return path.Trim('/');
    }

    // An address may carry a user and a password.
    private static string Printable(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? $"{uri.Scheme}://{uri.Host}{uri.AbsolutePath}" : "an unknown place";
}

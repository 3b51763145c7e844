using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Finntelligence.ModelOps.Keys;

/// <summary>
/// What is kept of an API key. A key is <c>fk_ID_SECRET</c> with a secret of 256 random bits; only a salted SHA-256 of it is kept. A
/// slow hash would protect guessable secrets, which these are not, and every request would pay for it.
/// </summary>
/// <param name="Id">Names the key; no secret.</param>
/// <param name="Name">Who uses it, for people and for the log of decisions.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Salt">Base64.</param>
/// <param name="Hash">Base64 of SHA-256 over salt and secret.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Revoked">When it was revoked; null while it is good.</param>
public sealed record ApiKey(
    string Id, string Name, IReadOnlyList<string> Scopes, string Salt, string Hash, DateTimeOffset Created, DateTimeOffset? Revoked)
{
    /// <summary>What every key begins with.</summary>
    public const string Prefix = "fk_";

    private const int SecretBytes = 32;
    private const int SaltBytes = 16;
    private const int IdBytes = 6;

    /// <summary>Whether it can be used.</summary>
    [JsonIgnore]
    public bool IsGood => Revoked is null;

    /// <summary>Makes a key. Its text is told once and never kept.</summary>
    public static (ApiKey Key, string Text) Make(string name, IReadOnlyList<string> scopes, DateTimeOffset now)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return (new ApiKey(id, name, scopes, Convert.ToBase64String(salt), Convert.ToBase64String(HashOf(salt, secret)), now, null), $"{Prefix}{id}_{secret}");
    }

    /// <summary>The id and the secret in the text of a key; null when it is none.</summary>
    public static (string Id, string Secret)? Split(string text)
    {
        var parts = text.Split('_');
        return parts is ["fk", { Length: IdBytes * 2 } id, { Length: SecretBytes * 2 } secret] ? (id, secret) : null;
    }

    /// <summary>Whether a secret is this key's; takes the same time whether or not.</summary>
    public bool Opens(string secret) =>
        CryptographicOperations.FixedTimeEquals(HashOf(Convert.FromBase64String(Salt), secret), Convert.FromBase64String(Hash));

    private static byte[] HashOf(byte[] salt, string secret) => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(secret)]);
}

/// <summary>What a caller may do.</summary>
public static class Scopes
{
    /// <summary>Ask for decisions, singly and in batches.</summary>
    public const string Predict = "predict";

    /// <summary>See all offers of an applicant.</summary>
    public const string Explore = "explore";

    /// <summary>Report what became of decisions.</summary>
    public const string Outcomes = "outcomes";

    /// <summary>Read decisions and make them again.</summary>
    public const string Audit = "audit";

    /// <summary>Read /metrics.</summary>
    public const string Metrics = "metrics";

    /// <summary>Everything.</summary>
    public const string Admin = "admin";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Predict, Explore, Outcomes, Audit, Metrics, Admin];
}

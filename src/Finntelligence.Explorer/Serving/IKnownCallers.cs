using System.Security.Claims;

namespace Finntelligence.Explorer.Serving;

/// <summary>Whom the service knows.</summary>
public interface IKnownCallers
{
    /// <summary>The caller of an API key; null where the key is not good.</summary>
    ClaimsPrincipal? Find(string key);
}

using System.Security.Claims;
using Finntelligence.Api.Callers;
using Finntelligence.Explorer.Serving;

namespace Finntelligence.Api.Exploring;

/// <summary>The service's own keys, for a person who types one.</summary>
internal sealed class CallersByKey(CallerBook book) : IKnownCallers
{
    public ClaimsPrincipal? Find(string key) => book.Find(key, ApiKeyHandler.SchemeName) is { } identity ? new ClaimsPrincipal(identity) : null;
}

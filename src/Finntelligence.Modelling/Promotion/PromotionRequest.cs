using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Modelling.Promotion;

/// <summary>Which models shall be where, and why.</summary>
/// <param name="Models">As users name them; "both" for one of each kind.</param>
/// <param name="Alias">Where they shall go.</param>
/// <param name="Version">For names without a version of their own; null for the one in staging, else the latest.</param>
/// <param name="Force">Whether to move in spite of a failed gate.</param>
/// <param name="Reason">Why; null where none was given.</param>
public sealed record PromotionRequest(string[] Models, string Alias, int? Version, bool Force, string? Reason)
{
    /// <exception cref="RequestFaultException">It contradicts itself, or lacks the reason that is to be kept.</exception>
    public void Check()
    {
        RegistryNames.CheckAlias(Alias);
        if (Force && string.IsNullOrWhiteSpace(Reason))
            throw new RequestFaultException("--force needs --reason: it is kept in the registry's history.");
        if (Version is < 1)
            throw new RequestFaultException("versions count from 1.", where: $"--version {Version}");
    }
}

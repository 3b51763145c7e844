using System.Globalization;
using Finntelligence.Experiments.Definitions;

namespace Finntelligence.Experiments.Assigning;

/// <summary>How the decision log names what chose an offer in an experiment: <c>experiment:3/explore</c>.</summary>
public static class ArmPolicyName
{
    /// <summary>How every such name begins.</summary>
    public const string Prefix = "experiment:";

    /// <summary>The name of an arm of a version.</summary>
    public static string Of(ExperimentVersion version, Arm arm) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{version.Version}/{arm.Name}");

    /// <summary>Version and arm of a name; false for another policy.</summary>
    public static bool TryParse(string policy, out int version, out string arm)
    {
        (version, arm) = (0, "");
        int slash = policy.IndexOf('/', StringComparison.Ordinal);
        if (!policy.StartsWith(Prefix, StringComparison.Ordinal) || slash < 0
            || !int.TryParse(policy.AsSpan(Prefix.Length, slash - Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out version))
        {
            return false;
        }
        arm = policy[(slash + 1)..];
        return true;
    }
}

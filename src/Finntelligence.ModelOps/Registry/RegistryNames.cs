using System.Globalization;
using System.Text.RegularExpressions;

namespace Finntelligence.ModelOps.Registry;

/// <summary>The names a registry takes for kinds of model and for aliases, and how a version is asked for.</summary>
public static partial class RegistryNames
{
    /// <summary>The highest version of a kind. Reserved: no alias may take it.</summary>
    public const string Latest = "latest";

    /// <summary>The alias of the version that serves.</summary>
    public const string Production = "production";

    /// <summary>The alias of the version that is next.</summary>
    public const string Staging = "staging";

    /// <exception cref="RegistryException">Not a name for a kind of model: it becomes a folder.</exception>
    public static void CheckKind(string kind)
    {
        if (!LowerCaseName().IsMatch(kind))
            throw new RegistryException($"'{kind}' is not a kind of model: use lower-case letters, digits, '-' and '_', beginning with a letter.");
    }

    /// <exception cref="RegistryException">Not a name for an alias, or one that is reserved for versions.</exception>
    public static void CheckAlias(string alias)
    {
        if (!AliasName().IsMatch(alias))
            throw new RegistryException($"'{alias}' is not an alias: use letters, digits, '-' and '_', beginning with a letter.");
        if (new[] { Production, Staging }.FirstOrDefault(known => alias != known && alias.Equals(known, StringComparison.OrdinalIgnoreCase)) is { } meant)
            throw new RegistryException($"'{alias}' would be another alias than '{meant}'. Write it in small letters.");
        // As on MLflow, whatever the case.
        if (alias.Equals(Latest, StringComparison.OrdinalIgnoreCase) || VersionNumber(alias.ToLowerInvariant()) is not null)
            throw new RegistryException($"'{alias}' is reserved for version numbers and cannot be an alias.");
    }

    /// <summary>The number in <c>3</c> or <c>v3</c>, else null.</summary>
    public static int? VersionNumber(string reference)
    {
        var digits = reference.StartsWith('v') ? reference.AsSpan(1) : reference;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]{0,99}\z")]
    private static partial Regex LowerCaseName();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]{0,99}\z")]
    private static partial Regex AliasName();
}

using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Training.Data.Checks;

namespace Finntelligence.Training.Data.Import;

/// <summary>The table does not show the declared figures: another file, another version, or a misread one.</summary>
internal sealed class FailedChecksException(ImmutableArray<CheckResult> results, string source)
    : Exception($"The file does not show the figures of {source}: {string.Join("; ", results.Where(r => !r.Passed).Select(Describe))}. "
        + "Nothing was written. --force imports it all the same.")
{
    /// <summary>One failed check in words.</summary>
    public static string Describe(CheckResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Figure} is {(double.IsFinite(result.Found) ? result.Found.ToString("0.######", CultureInfo.InvariantCulture) : "not there")}, expected {result.Expected:0.######} ± {result.Tolerance:0.######}");
}

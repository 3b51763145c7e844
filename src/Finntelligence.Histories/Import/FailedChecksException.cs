using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Checks;

namespace Finntelligence.Histories.Import;

/// <summary>The table does not show the declared figures: another file, another version, or a misread one.</summary>
internal sealed class FailedChecksException(ImmutableArray<CheckResult> results, string source)
    : DataFaultException($"The file does not show the figures of {source}: {Failures(results)}. Nothing was written. --force imports it all the same.")
{
    // A file that fails many checks is another file; its first faults say so.
    private const int MostNamed = 5;

    /// <summary>One failed check in words.</summary>
    public static string Describe(CheckResult result) =>
        $"{result.Figure} is {Number(result.Found)}, expected {Number(result.Expected)} ± {Number(result.Tolerance)}";

    private static string Number(double value) =>
        double.IsFinite(value) ? value.ToString("0.######", CultureInfo.InvariantCulture) : "not there";

    private static string Failures(ImmutableArray<CheckResult> results)
    {
        CheckResult[] failed = [.. results.Where(r => !r.Passed)];
        string named = string.Join("; ", failed.Take(MostNamed).Select(Describe));
        return failed.Length > MostNamed ? $"{named}; and {failed.Length - MostNamed} more" : named;
    }
}

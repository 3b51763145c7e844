using System.Diagnostics;

namespace Finntelligence.Training.Tests.Commands.Portfolios;

/// <summary>A test that needs Dask and XGBoost of the system's Python; skipped where they are not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DaskFactAttribute : FactAttribute
{
    /// <summary>The system's own: what is first in the path may be another, without the system's packages.</summary>
    public const string Python = "/usr/bin/python3";

    private static readonly Lazy<bool> IsThere = new(() =>
    {
        if (!File.Exists(Python))
            return false;
        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", "import distributed, dask.array, pandas, xgboost"]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    });

    public DaskFactAttribute()
    {
        if (!IsThere.Value)
            Skip = "Dask and XGBoost are not installed (Debian: python3-dask python3-distributed python3-pandas python3-xgboost).";
    }
}

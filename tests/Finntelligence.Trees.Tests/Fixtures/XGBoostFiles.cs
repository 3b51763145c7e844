using Finntelligence.Testing;

namespace Finntelligence.Trees.Tests.Fixtures;

/// <summary>The reference models on real rows. They are read where they lie, beside the data, and never copied.</summary>
internal static class XGBoostFiles
{
    public static string RealFolder => Path.GetFullPath(Path.Combine(RealData.Path!, "..", "..", "..", "fixtures", "xgboost"));

    public static string EdgeFolder => Path.Combine(RealFolder, "edge");
}

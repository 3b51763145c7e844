namespace Finntelligence.Trees.Tests.Fixtures;

/// <summary>The reference models on real rows. They are read where they lie, beside the data, and never copied.</summary>
internal static class XGBoostFiles
{
    public static string RealFolder => RealModels.Folder("xgboost")!;

    public static string EdgeFolder => Path.Combine(RealFolder, "edge");
}

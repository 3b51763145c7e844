using System.Globalization;
using Finntelligence.Trees.Explanation;
using Finntelligence.Trees.Tests.Fixtures;

namespace Finntelligence.Trees.Tests.Explanation;

/// <summary>Against XGBoost's own contributions (float32) and reference values in double.</summary>
public sealed class TreeShapReferenceTests
{
    private const double Float32Tolerance = 2e-6;

    [Theory]
    [InlineData("small")]
    [InlineData("deep")]
    public void Explain_Equals_XGBoost_On_Synthetic_Models(string name) => ShouldEqualXGBoost(XGBoostFixture.Synthetic(name), name);

    [RealModelFact("xgboost")]
    public void Explain_Equals_XGBoost_On_Real_Rows()
    {
        foreach (var name in new[] { "acceptance", "acceptance-deep" })
            ShouldEqualXGBoost(XGBoostFixture.Load(XGBoostFiles.RealFolder, name + ".json", name), name);
    }

    [RealModelFact("xgboost")]
    public void Explain_Equals_The_Reference_In_Double_On_Real_Rows()
    {
        foreach (var name in new[] { "acceptance", "acceptance-deep" })
        {
            var fixture = XGBoostFixture.Load(XGBoostFiles.RealFolder, name + ".json", name);
            var shap = new TreeShap(fixture.Model.Ensemble);
            var contributions = new double[shap.GroupCount];
            var lines = File.ReadAllLines(Path.Combine(XGBoostFiles.RealFolder, name + ".reference64.csv"));
            lines.Length.ShouldBe(fixture.Rows.Count + 1);
            for (var i = 0; i < fixture.Rows.Count; i++)
            {
                // row, margin, probability, a contribution per feature, bias
                var expected = lines[i + 1].Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
                shap.Explain(fixture.Rows[i], contributions).ShouldBe(expected[^1], 1e-10, $"{name} row {i}");
                contributions.ShouldBe(expected[3..^1], 1e-10, $"{name} row {i}");
                (shap.BaseValue + contributions.Sum()).ShouldBe(expected[1], 1e-10, $"{name} row {i}");
            }
        }
    }

    [RealModelFact("xgboost")]
    public void Explain_Equals_XGBoost_On_Edge_Models()
    {
        foreach (var name in new[] { "categorical", "dart", "parallel-forest", "pruned", "poisson", "ubjson" })
        {
            var file = name == "ubjson" ? "ubjson.ubj" : name + ".json";
            ShouldEqualXGBoost(XGBoostFixture.Load(XGBoostFiles.EdgeFolder, file, name), name);
        }
    }

    private static void ShouldEqualXGBoost(XGBoostFixture fixture, string name)
    {
        var shap = new TreeShap(fixture.Model.Ensemble);
        var contributions = new double[shap.GroupCount];
        var columns = fixture.Expected.Keys.Where(key => key.StartsWith("shap_", StringComparison.Ordinal)).ToArray();
        columns.Length.ShouldBe(shap.GroupCount + 1, $"{name}: {string.Join(' ', fixture.Expected.Keys)}");
        for (var i = 0; i < fixture.Rows.Count; i++)
        {
            shap.Explain(fixture.Rows[i], contributions).ShouldBe(fixture.Expected[columns[^1]][i], Float32Tolerance);
            contributions.ShouldBe(columns[..^1].Select(column => (double)fixture.Expected[column][i]), Float32Tolerance, $"{name} row {i}");
        }
    }
}

using System.Text;
using Finntelligence.Testing;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.XGBoost;
using Finntelligence.Trees.Tests.Fixtures;

namespace Finntelligence.Trees.Tests.Formats.XGBoost;

public sealed class XGBoostReaderTests
{
    [Theory]
    [InlineData("small", 40)]
    [InlineData("deep", 20)]
    public void Synthetic_Model_Scores_Bit_For_Bit(string name, int trees)
    {
        var fixture = XGBoostFixture.Synthetic(name);
        fixture.Model.Ensemble.Trees.Length.ShouldBe(trees);
        fixture.Model.Ensemble.Features.Select(feature => feature.Name).ShouldBe(["x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7"]);
        fixture.Model.HasFeatureNames.ShouldBeTrue();
        fixture.Model.Objective.ShouldBe("binary:logistic");
        fixture.Model.Link.ShouldBe(OutputLink.Logistic);
        fixture.Rows.Count.ShouldBe(200);
        ShouldScore(fixture, "margin", "probability");
    }

    [RealDataFact]
    public void Real_Models_Score_Bit_For_Bit()
    {
        foreach (var name in new[] { "acceptance", "acceptance-deep" })
        {
            var fixture = XGBoostFixture.Load(XGBoostFiles.RealFolder, name + ".json", name);
            fixture.Rows.Count.ShouldBe(300);
            ShouldScore(fixture, "margin", "probability");
        }
    }

    [RealDataFact]
    public void Edge_Models_Score_Bit_For_Bit()
    {
        (string File, string Expected, OutputLink Link)[] models =
        [
            ("ubjson.ubj", "ubjson", OutputLink.Logistic),
            ("ubjson-as-json.json", "ubjson", OutputLink.Logistic),
            ("like-3.4.json", "ubjson", OutputLink.Logistic),
            ("logitraw.json", "logitraw", OutputLink.Identity),
            ("parallel-forest.json", "parallel-forest", OutputLink.Logistic),
            ("early-stopping.json", "early-stopping", OutputLink.Logistic),
            ("pruned.json", "pruned", OutputLink.Logistic),
            ("poisson.json", "poisson", OutputLink.Exponential),
            ("dart.json", "dart", OutputLink.Logistic),
            ("dart-like-3.3.json", "dart", OutputLink.Logistic),
            ("dart-like-3.4.json", "dart", OutputLink.Logistic),
            ("categorical.json", "categorical", OutputLink.Logistic),
        ];
        foreach (var (file, expected, link) in models)
        {
            var fixture = XGBoostFixture.Load(XGBoostFiles.EdgeFolder, file, expected);
            fixture.Model.Link.ShouldBe(link, file);
            fixture.Rows.Count.ShouldBe(40);
            ShouldScore(fixture, "margin", link == OutputLink.Logistic ? "output" : null, file);
        }
    }

    private static void ShouldScore(XGBoostFixture fixture, string margin, string? probability, string file = "")
    {
        var ensemble = fixture.Model.Ensemble;
        var batch = new double[fixture.Rows.Count];
        ensemble.Score(fixture.Rows.SelectMany(row => row).ToArray(), batch);
        var sigmoid = new XGBoostSigmoid();
        for (var i = 0; i < fixture.Rows.Count; i++)
        {
            var score = ensemble.Score(fixture.Rows[i]);
            score.ShouldBe((double)fixture.Expected[margin][i], $"{file} row {i}");
            batch[i].ShouldBe(score);
            if (probability is not null)
                sigmoid.Probability((float)score).ShouldBe(fixture.Expected[probability][i], $"{file} row {i}");
        }
    }
}

using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.XGBoost;
using Finntelligence.Trees.Tests.Fixtures;

namespace Finntelligence.Trees.Tests.Formats.XGBoost;

/// <summary>Every row of every reference model, against what XGBoost 1.7.4 answered.</summary>
public sealed class XGBoostReferenceTests
{
    [Theory]
    [InlineData("small", 40)]
    [InlineData("deep", 20)]
    public void Synthetic_Model_Scores_Bit_For_Bit(string name, int trees)
    {
        var fixture = XGBoostFixture.Synthetic(name);
        fixture.Model.Ensemble.Trees.Length.ShouldBe(trees);
        fixture.Model.Ensemble.Features.Select(feature => feature.Name).ShouldBe(["x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7"]);
        fixture.Model.HasCover.ShouldBeTrue();
        fixture.Model.Notices.ShouldBeEmpty();
        fixture.Rows.Count.ShouldBe(200);
        ShouldScore(fixture, "margin", "probability");
    }

    [RealModelFact("xgboost")]
    public void Real_Models_Score_Bit_For_Bit()
    {
        foreach (var name in new[] { "acceptance", "acceptance-deep" })
        {
            var fixture = XGBoostFixture.Load(XGBoostFiles.RealFolder, name + ".json", name);
            fixture.Rows.Count.ShouldBe(300);
            ShouldScore(fixture, "margin", "probability");
        }
    }

    [RealModelFact("xgboost")]
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

    [RealModelFact("xgboost")]
    public void Best_Rounds_Score_Bit_For_Bit()
    {
        var fixture = XGBoostFixture.Load(XGBoostFiles.EdgeFolder, "early-stopping.json", "early-stopping", RoundSelection.Best);
        fixture.Model.Rounds.ShouldBe(8);
        ShouldScore(fixture, "margin_best", null);
    }

    [RealModelFact("xgboost")]
    public void Ubjson_And_Json_Hold_The_Same_Model()
    {
        var binary = XGBoostFixture.ReadModel(Path.Combine(XGBoostFiles.EdgeFolder, "ubjson.ubj"));
        var text = XGBoostFixture.ReadModel(Path.Combine(XGBoostFiles.EdgeFolder, "ubjson-as-json.json"));
        binary.Ensemble.Features.ShouldBe(text.Ensemble.Features);
        for (var t = 0; t < text.Ensemble.Trees.Length; t++)
        {
            binary.Ensemble.Trees[t].Nodes.ShouldBe(text.Ensemble.Trees[t].Nodes);
            binary.Ensemble.Trees[t].Leaves.ShouldBe(text.Ensemble.Trees[t].Leaves);
        }
    }

    [RealModelFact("xgboost")]
    public void Other_Edge_Files_Are_Refused_By_Name()
    {
        Refusal("multiclass-softprob.json").ShouldStartWith("learner.learner_model_param.num_class: the model has 3 classes");
        Refusal("multi-target.json").ShouldStartWith("learner.learner_model_param.num_target: the model has 2 targets");
        Refusal("gblinear.json").ShouldStartWith("learner.gradient_booster.name: 'gblinear' is a linear model");
        Refusal("dump-not-a-model.json").ShouldStartWith("This is a dump of trees");

        static string Refusal(string file) =>
            Should.Throw<InvalidModelFileException>(() => XGBoostFixture.ReadModel(Path.Combine(XGBoostFiles.EdgeFolder, file))).Message;
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
                StepsApart(sigmoid.Probability((float)score), fixture.Expected[probability][i]).ShouldBeLessThanOrEqualTo(1, $"{file} row {i}");
        }
    }

    /// <summary>How many float32 values two positive ones are apart: 0 with the C library XGBoost used, perhaps 1 with another.</summary>
    private static int StepsApart(float a, float b) => Math.Abs(BitConverter.SingleToInt32Bits(a) - BitConverter.SingleToInt32Bits(b));
}

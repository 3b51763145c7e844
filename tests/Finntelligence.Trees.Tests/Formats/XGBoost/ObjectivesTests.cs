using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.XGBoost;

namespace Finntelligence.Trees.Tests.Formats.XGBoost;

public sealed class ObjectivesTests
{
    [Theory]
    [InlineData("binary:logistic", OutputLink.Logistic)]
    [InlineData("reg:logistic", OutputLink.Logistic)]
    [InlineData("binary:logitraw", OutputLink.Identity)]
    [InlineData("binary:hinge", OutputLink.Step)]
    [InlineData("reg:squarederror", OutputLink.Identity)]
    [InlineData("reg:quantileerror", OutputLink.Identity)]
    [InlineData("rank:ndcg", OutputLink.Identity)]
    [InlineData("count:poisson", OutputLink.Exponential)]
    [InlineData("reg:tweedie", OutputLink.Exponential)]
    [InlineData("survival:cox", OutputLink.Exponential)]
    [InlineData("survival:aft", OutputLink.Exponential)]
    public void Link_Is_That_Of_The_Objective(string objective, OutputLink link) => Objectives.LinkOf(objective).ShouldBe(link);

    [Theory]
    [InlineData(OutputLink.Logistic, 0.5f, 0f)]
    [InlineData(OutputLink.Logistic, 0.25f, -1.0986123f)] // −ln 3
    [InlineData(OutputLink.Logistic, 0.75f, 1.0986122f)] // 1 ÷ 0.75 − 1 is 0.33333337 in float32
    [InlineData(OutputLink.Exponential, 2f, 0.6931472f)] // ln 2
    [InlineData(OutputLink.Identity, -3.5f, -3.5f)]
    [InlineData(OutputLink.Step, 0.5f, 0.5f)]
    public void Margin_Starts_At_The_Link_Of_The_Base_Score(OutputLink link, float baseScore, float margin) =>
        Objectives.StartMargin(link, baseScore, new Version(1, 7)).ShouldBe(margin);

    [Fact]
    public void Certain_Base_Score_Is_Clipped_From_3_2_On()
    {
        // 1 ÷ 1e-6f − 1 = 999999 in float32.
        Objectives.StartMargin(OutputLink.Logistic, 0, new Version(3, 2)).ShouldBe(-(float)Math.Log(999999));
        Objectives.StartMargin(OutputLink.Logistic, 1, new Version(3, 4)).ShouldBeInRange(13.7f, 13.9f);
        Should.Throw<InvalidModelFileException>(() => Objectives.StartMargin(OutputLink.Logistic, 0, new Version(3, 1)));
        Should.Throw<InvalidModelFileException>(() => Objectives.StartMargin(OutputLink.Logistic, 1, new Version(3, 1)));
        Should.Throw<InvalidModelFileException>(() => Objectives.StartMargin(OutputLink.Logistic, 1.1f, new Version(3, 2)));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    public void Logarithm_Of_Nothing_Is_Refused(float baseScore) =>
        Should.Throw<InvalidModelFileException>(() => Objectives.StartMargin(OutputLink.Exponential, baseScore, new Version(1, 7)))
            .Message.ShouldContain("gives no finite score");

    [Theory]
    [InlineData("5E-1", 0.5f)]
    [InlineData("[7.2235644E-2]", 0.072235644f)]
    [InlineData("(0.25)", 0.25f)]
    [InlineData(" [ 1 ] ", 1f)]
    public void Base_Score_Has_Three_Forms(string text, float value) => BaseScores.Parse(text).ShouldBe(value);

    [Theory]
    [InlineData("[0.5")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("[0.1,0.2]")]
    [InlineData("Infinity")]
    public void Other_Base_Scores_Are_Refused(string text) => Should.Throw<InvalidModelFileException>(() => BaseScores.Parse(text));
}

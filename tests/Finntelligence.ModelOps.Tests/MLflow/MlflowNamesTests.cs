using Finntelligence.ModelOps.MLflow;

namespace Finntelligence.ModelOps.Tests.MLflow;

public sealed class MlflowNamesTests
{
    [Theory]
    [InlineData("auc")]
    [InlineData("out of fold/log-loss_1.0")]
    [InlineData("größe/naïve")]
    public void Key_Leaves_What_MLflow_Takes(string key) => MlflowNames.Key(key).ShouldBe(key);

    [Theory]
    [InlineData("rate%")]
    [InlineData("a:b")]
    [InlineData("/a")]
    [InlineData("a//b")]
    [InlineData("a/../b")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("line\nbreak")]
    [InlineData("😀")]
    public void Key_Rewrites_What_MLflow_Refuses(string key)
    {
        var rewritten = MlflowNames.Key(key);

        rewritten.ShouldMatch(@"\A[\w.\- ]*_[0-9a-f]{8}\z");
        MlflowNames.Key(rewritten).ShouldBe(rewritten);
    }

    [Fact]
    public void Key_Keeps_Different_Keys_Different()
    {
        string[] keys = ["a:b", "a%b", "a_b", new string('x', 300), new string('x', 301), "a//b", "a/b"];

        keys.Select(MlflowNames.Key).Distinct().Count().ShouldBe(keys.Length);
        keys.Select(MlflowNames.Key).ShouldAllBe(key => key.Length <= 250);
    }

    [Fact]
    public void Split_Leaves_A_Value_At_The_Limit_Whole() =>
        MlflowNames.Split("k", new string('v', 6000), 6000).ShouldBe([("k", new string('v', 6000))]);

    [Fact]
    public void Split_Cuts_A_Longer_Value_Into_Parts_That_Make_It_Up()
    {
        // 😀 is two UTF-16 units, of which the cut must not part the second.
        var value = new string('v', 9) + "😀" + new string('w', 12);

        var parts = MlflowNames.Split("k", value, 10).ToArray();

        parts.Select(part => part.Key).ShouldBe(["k.part1", "k.part2", "k.part3"]);
        parts.Select(part => part.Value).ShouldBe([new string('v', 9), "😀" + new string('w', 8), "wwww"]);
    }
}

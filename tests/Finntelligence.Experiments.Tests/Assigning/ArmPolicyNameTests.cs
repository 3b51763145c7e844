using Finntelligence.Experiments.Assigning;

namespace Finntelligence.Experiments.Tests.Assigning;

public sealed class ArmPolicyNameTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        var version = Definitions.Experiments.Current;
        ArmPolicyName.Of(version, version.Arms[1]).ShouldBe("experiment:1/explore");
        ArmPolicyName.TryParse("experiment:1/explore", out int number, out string arm).ShouldBeTrue();
        (number, arm).ShouldBe((1, "explore"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("greatestExpectedProfit")]
    [InlineData("experiment:/explore")]
    [InlineData("experiment:1")]
    [InlineData("/experiment:1")]
    [InlineData("experiment:-1/explore")]
    public void Another_policy_is_no_arm(string policy) => ArmPolicyName.TryParse(policy, out _, out _).ShouldBeFalse();
}

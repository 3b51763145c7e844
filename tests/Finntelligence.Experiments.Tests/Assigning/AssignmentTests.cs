using Finntelligence.Experiments.Assigning;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Experiments.Tests.Definitions;

namespace Finntelligence.Experiments.Tests.Assigning;

public sealed class AssignmentTests
{
    private static readonly ExperimentVersion Version = Definitions.Experiments.Current;

    [Fact]
    public void Who_asks_twice_sees_one_price()
    {
        var first = Of("client-17");
        Of("client-17").ShouldBe(first);
        Assignment.Of(Version with { Version = 9, Why = "Nothing about people changed." }, "client-17", Definitions.Experiments.Applicant(2)).ShouldBe(first);
    }

    [Fact]
    public void Arms_get_their_shares_and_the_shadow_nobody()
    {
        const int People = 20_000;
        var arms = Enumerable.Range(0, People).Select(i => Of($"client-{i}")!.Arm.Name).CountBy(name => name).ToDictionary();
        arms.Keys.ShouldBe(["champion", "explore", "card"], ignoreOrder: true);
        // Four binomial standard errors.
        ((double)arms["champion"] / People).ShouldBe(0.7, 0.013);
        ((double)arms["explore"] / People).ShouldBe(0.2, 0.012);
        ((double)arms["card"] / People).ShouldBe(0.1, 0.009);
    }

    [Fact]
    public void The_draw_is_uniform_and_does_not_go_with_the_arm()
    {
        var all = Enumerable.Range(0, 20_000).Select(i => Of($"client-{i}")!).ToArray();
        all.Average(a => a.Uniform).ShouldBe(0.5, 0.01);
        all.Where(a => a.Arm.Name == "explore").Average(a => a.Uniform).ShouldBe(0.5, 0.02);
        ((double)all.Count(a => a.Uniform < 0.1)).ShouldBe(2000, 180);
    }

    [Fact]
    public void Another_salt_deals_anew()
    {
        int same = Enumerable.Range(0, 5000).Count(i =>
            Assignment.Of(Version with { Salt = "other" }, $"client-{i}", Definitions.Experiments.Applicant(2))!.Arm.Name == Of($"client-{i}")!.Arm.Name);
        // 0.7² + 0.2² + 0.1².
        (same / 5000.0).ShouldBe(0.54, 0.03);
    }

    [Fact]
    public void A_share_that_grows_moves_nobody_else()
    {
        var grown = Version with { Arms = [Version.Arms[0] with { Share = 0.8 }, Version.Arms[1] with { Share = 0.1 }, .. Version.Arms[2..]] };
        foreach (int i in Enumerable.Range(0, 2000))
        {
            if (Of($"client-{i}")!.Arm.Name is "champion" or "card")
                Assignment.Of(grown, $"client-{i}", Definitions.Experiments.Applicant(2))!.Arm.Name.ShouldBe(Of($"client-{i}")!.Arm.Name);
        }
    }

    [Fact]
    public void Who_is_left_out_has_no_key_or_meets_a_stopped_experiment_is_in_none()
    {
        Assignment.Of(Version, "client-17", Definitions.Experiments.Applicant(0)).ShouldBeNull();
        Assignment.Of(Version, "client-17", Definitions.Experiments.Applicant(2, income: 900)).ShouldBeNull();
        Assignment.Of(Version, null, Definitions.Experiments.Applicant(2)).ShouldBeNull();
        Assignment.Of(Version, "", Definitions.Experiments.Applicant(2)).ShouldBeNull();
        Assignment.Of(Version with { State = ExperimentState.Stopped }, "client-17", Definitions.Experiments.Applicant(2)).ShouldBeNull();
    }

    private static Assignment? Of(string key) => Assignment.Of(Version, key, Definitions.Experiments.Applicant(2));
}

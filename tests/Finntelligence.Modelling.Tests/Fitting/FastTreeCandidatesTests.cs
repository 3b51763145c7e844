using Finntelligence.Modelling.Fitting;

namespace Finntelligence.Modelling.Tests.Fitting;

public sealed class FastTreeCandidatesTests
{
    [Fact]
    public void Every_candidate_is_in_range_and_has_the_seed() => FastTreeCandidates.All(7).ShouldAllBe(o => InRange(o.Validate) && o.Seed == 7);

    [Fact]
    public void A_seed_beyond_int_gives_one_that_ML_NET_takes() => FastTreeCandidates.All(ulong.MaxValue).ShouldAllBe(o => o.Seed == int.MaxValue);

    private static bool InRange(Action validate)
    {
        validate();
        return true;
    }
}

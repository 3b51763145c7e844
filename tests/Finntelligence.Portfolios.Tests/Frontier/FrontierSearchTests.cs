using Finntelligence.Lending.Products;
using Finntelligence.Portfolios.Frontier;

namespace Finntelligence.Portfolios.Tests.Frontier;

public sealed class FrontierSearchTests
{
    private static readonly Resource Losses = Resource.Losses("ZAR", 0.5);

    [Fact]
    public void However_little_is_kept_in_memory_it_stops_where_a_walk_over_all_sorted_steps_stops()
    {
        var random = new Random(3);
        for (var round = 0; round < 20; round++)
        {
            // Of few distinct applicants, so that whole steps are the same and only their order tells them apart.
            var kinds = Enumerable.Range(0, 1 + random.Next(12)).Select(_ => Some(random)).ToList();
            var hulls = Enumerable.Range(0, 300).Select(_ => kinds[random.Next(kinds.Count)]).ToList();
            foreach (var resource in Resource.All("ZAR", 0.5))
            {
                var menus = new MenuList([.. hulls.Select((offers, i) => new PortfolioApplicant(i, null, [OfferHull.Of(offers, resource)]))]);
                var whole = Find(menus, resource, mostKept: int.MaxValue);
                foreach (var mostKept in (int[])[400, 0])
                    Find(menus, resource, mostKept).ShouldBe(whole, $"{mostKept} steps kept");
                whole.ShouldBe(Sorted(menus, resource, [.. whole.Select(p => p.Limit)]));
            }
        }
    }

    private static IReadOnlyList<FrontierPoint> Find(MenuList menus, Resource resource, int mostKept) =>
        new FrontierSearch(menus, [resource], Losses, threads: 2, CancellationToken.None, Math.Max(mostKept, 130)).Find((_, start, end) =>
        {
            var (from, to) = (resource.In(start), resource.In(end));
            return [.. Enumerable.Range(0, 41).Select(i => from + ((to - from) * i / 40))];
        }).Single().Points;

    // The plain way: every step in memory, sorted, one after the other.
    private static List<FrontierPoint> Sorted(MenuList menus, Resource resource, double[] limits)
    {
        var (all, steps, start) = (new List<WalkStep>(), new List<WalkStep>(), default(ExactTotals));
        foreach (var applicant in menus.Read(0))
        {
            WalkStep.Of(applicant.Hulls[0], applicant.Line, resource, Losses, steps);
            all.AddRange(steps);
            start += ExactTotals.Of(applicant.Hulls[0][0], Losses);
        }

        var end = all.Aggregate(start, (sum, step) => sum + step.Gain);
        all = [.. all.OrderByDescending(s => s.Slope).ThenBy(s => (ulong)s.Key)];
        return [.. limits.Select(limit =>
        {
            var (now, next) = (start, 0);
            if (resource.IsMinimum)
            {
                if (limit <= resource.In(start.Rounded()))
                    return new FrontierPoint(limit, 0, start.Rounded(), start.Rounded().Profit) { Stop = 0 };
                while (resource.Exactly(now + all[next].Gain) < ExactTotals.Above(limit) && resource.Exactly(now + all[next].Gain) < resource.Exactly(end))
                    now += all[next++].Gain;
                var price = all[next].Slope;
                return new FrontierPoint(limit, -price, (now + all[next].Gain).Rounded(), now.Rounded().Profit + (price * (limit - resource.In(now.Rounded())))) { Stop = all[next].Key + 1 };
            }

            if (limit >= resource.In(end.Rounded()))
                return new FrontierPoint(limit, 0, end.Rounded(), end.Rounded().Profit) { Stop = UInt128.MaxValue };
            while (resource.Exactly(now + all[next].Gain) <= ExactTotals.Below(limit))
                now += all[next++].Gain;
            return new FrontierPoint(limit, all[next].Slope, now.Rounded(), now.Rounded().Profit + (all[next].Slope * (limit - resource.In(now.Rounded())))) { Stop = all[next].Key };
        })];
    }

    private static PortfolioOffer[] Some(Random random) => [.. Enumerable.Range(0, random.Next(0, 9)).Select(_ => new PortfolioOffer(
        new OfferTerms(random.Next(1, 20) * 100, 4, 5), random.Next(-50, 100), random.Next(1, 100) / 100.0, random.Next(1, 50) / 100.0))];
}

namespace Finntelligence.Portfolios.Frontier;

/// <summary>
/// Finds where the walk of <see cref="EfficientFrontier"/> stops for every limit, in a few passes over menus of any number and in memory
/// that does not grow with them.
/// </summary>
/// <remarks>
/// A radix selection: a pass adds up the steps by the leading bits of their place in the walk, which tells in which bucket each limit
/// falls; the next one divides only these buckets. Once few steps are left in them, a last pass takes these as they are. All sums are
/// exact (<see cref="ExactTotals"/>), so neither parts nor threads nor passes change a bit of the result.
/// </remarks>
/// <param name="menus">Of all applicants.</param>
/// <param name="resources">In the order of the applicants' hulls.</param>
/// <param name="losses">How losses are counted.</param>
/// <param name="threads">Parts at a time.</param>
/// <param name="cancellation">Checked at every applicant's turn.</param>
/// <param name="mostKept">Steps that may be kept in memory at the end.</param>
internal sealed class FrontierSearch(
    IMenuSource menus, IReadOnlyList<Resource> resources, Resource losses, int threads, CancellationToken cancellation, int mostKept = 1 << 20)
{
    private const int KeyBits = 128;
    private const int FirstBits = 16;
    private const int FurtherBits = 10;

    /// <summary>Finds the frontiers.</summary>
    /// <param name="limits">Of a resource, told what its walk starts and ends with.</param>
    /// <exception cref="ArgumentOutOfRangeException">A minimum is more than there is, or a budget is negative.</exception>
    public IReadOnlyList<EfficientFrontier> Find(Func<Resource, Totals, Totals, IReadOnlyList<double>> limits)
    {
        var level = new BucketLevel(0, FirstBits, [.. resources.Select(_ => new UInt128[] { 0 })]);
        var (start, sums) = Survey(level);
        var end = resources.Select((_, r) => sums[r].Aggregate(start[r], (total, bucket) => total + bucket.Gain)).ToArray();
        var walks = resources
            .Select((resource, r) => new LimitWalk(resource, start[r], end[r], limits(resource, start[r].Rounded(), end[r].Rounded())))
            .ToArray();
        while (true)
        {
            for (var r = 0; r < walks.Length; r++)
                walks[r].Narrow(level, r, sums[r]);
            var active = walks.Select(walk => walk.Active()).ToArray();
            if (walks.Sum(walk => walk.StepsLeft()) <= mostKept)
            {
                Finish(walks, active, level.Depth + level.Bits);
                return [.. walks.Select(walk => new EfficientFrontier(walk.Resource, losses, walk.Start.Rounded(), walk.End.Rounded(), walk.Points()))];
            }

            level = new BucketLevel(level.Depth + level.Bits, Math.Min(FurtherBits, KeyBits - level.Depth - level.Bits), active);
            (_, sums) = Survey(level);
        }
    }

    // What all applicants begin with, and the sums of the buckets, for each resource.
    private (ExactTotals[] Start, Bucket[][] Sums) Survey(BucketLevel level)
    {
        var whole = (Start: new ExactTotals[resources.Count], Sums: NewSums());
        Pass(
            () => (Start: new ExactTotals[resources.Count], Sums: NewSums()),
            (r, hull, steps, local) =>
            {
                local.Start[r] += ExactTotals.Of(hull[0], losses);
                foreach (var step in steps)
                {
                    if (level.BucketOf(r, step.Key) is >= 0 and var bucket)
                        local.Sums[r][bucket].Add(step.Gain);
                }
            },
            local =>
            {
                for (var r = 0; r < resources.Count; r++)
                {
                    whole.Start[r] += local.Start[r];
                    for (var b = 0; b < local.Sums[r].Length; b++)
                        whole.Sums[r][b].Add(local.Sums[r][b]);
                }
            });
        return whole;

        Bucket[][] NewSums() => [.. resources.Select((_, r) => new Bucket[level.Buckets(r)])];
    }

    private void Finish(LimitWalk[] walks, UInt128[][] active, int depth)
    {
        var level = new BucketLevel(depth, 0, active);
        var kept = resources.Select(_ => new List<WalkStep>()).ToArray();
        if (active.Any(a => a.Length > 0))
        {
            Pass(
                () => resources.Select(_ => new List<WalkStep>()).ToArray(),
                (r, _, steps, local) => local[r].AddRange(steps.Where(step => level.BucketOf(r, step.Key) >= 0)),
                local =>
                {
                    for (var r = 0; r < kept.Length; r++)
                        kept[r].AddRange(local[r]);
                });
        }

        for (var r = 0; r < walks.Length; r++)
        {
            kept[r].Sort((a, b) => a.Key.CompareTo(b.Key));
            walks[r].Finish(kept[r], depth);
        }
    }

    private void Pass<TLocal>(Func<TLocal> begin, Action<int, PortfolioOffer[], List<WalkStep>, TLocal> add, Action<TLocal> merge)
    {
        var gate = new Lock();
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        try
        {
            Parallel.For(0, menus.Parts, options, begin, Part, Merge);
        }
        catch (AggregateException several)
        {
            // One fault is told; the others are of the same files.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(several.Flatten().InnerExceptions[0]);
        }

        TLocal Part(int part, ParallelLoopState state, TLocal local)
        {
            var steps = new List<WalkStep>();
            var position = menus.PositionOf(part);
            foreach (var applicant in menus.Read(part))
            {
                cancellation.ThrowIfCancellationRequested();
                for (var r = 0; r < resources.Count; r++)
                {
                    WalkStep.Of(applicant.Hulls[r], position, resources[r], losses, steps);
                    add(r, applicant.Hulls[r], steps, local);
                }

                position++;
            }

            return local;
        }

        void Merge(TLocal local)
        {
            lock (gate)
                merge(local);
        }
    }
}

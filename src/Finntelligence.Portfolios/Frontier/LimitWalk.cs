namespace Finntelligence.Portfolios.Frontier;

/// <summary>Where the walk over one resource's steps stops for each of some limits, found closer and closer.</summary>
internal sealed class LimitWalk
{
    private readonly Place[] _places;

    /// <param name="resource">What is limited.</param>
    /// <param name="start">Before all steps.</param>
    /// <param name="end">After them.</param>
    /// <param name="limits">In any order.</param>
    /// <exception cref="ArgumentOutOfRangeException">A minimum is more than there is, or a budget is negative.</exception>
    public LimitWalk(Resource resource, in ExactTotals start, in ExactTotals end, IReadOnlyList<double> limits)
    {
        (Resource, Start, End) = (resource, start, end);
        var (least, most) = (resource.In(start.Rounded()), resource.In(end.Rounded()));
        _places = [.. limits.Select(limit =>
        {
            if (resource.IsMinimum ? limit > most : limit < 0)
                throw new ArgumentOutOfRangeException(nameof(limits), limit, "There is no portfolio within this limit.");
            // Compared as people read them, so that a limit worked out from an end is met by it.
            var ends = resource.IsMinimum ? limit <= least : limit >= most;
            return new Place(limit) { Before = Start, IsOpen = !ends };
        })];
    }

    public Resource Resource { get; }

    public ExactTotals Start { get; }

    public ExactTotals End { get; }

    /// <summary>Finds for each limit the smaller bucket that holds the step at which it is reached.</summary>
    public void Narrow(BucketLevel level, int resource, Bucket[] sums)
    {
        foreach (var place in _places.Where(place => place.IsOpen))
        {
            var first = Array.BinarySearch(level.Active[resource], place.Prefix) << level.Bits;
            var digit = 0;
            for (; !IsReached(place, place.Before + sums[first + digit].Gain); digit++)
                place.Before += sums[first + digit].Gain;
            place.Prefix = (place.Prefix << level.Bits) | (uint)digit;
            place.Steps = sums[first + digit].Steps;
        }
    }

    /// <summary>The buckets that limits fall in, ascending.</summary>
    public UInt128[] Active() => [.. _places.Where(place => place.IsOpen).Select(place => place.Prefix).Distinct().Order()];

    /// <summary>Steps in them.</summary>
    public long StepsLeft() => _places.Where(place => place.IsOpen).DistinctBy(place => place.Prefix).Sum(place => place.Steps);

    /// <summary>Finds the steps themselves.</summary>
    /// <param name="steps">Of the buckets, in the order of the walk.</param>
    /// <param name="depth">Leading bits that name a bucket.</param>
    public void Finish(List<WalkStep> steps, int depth)
    {
        foreach (var place in _places.Where(place => place.IsOpen))
        {
            var first = FirstOf(steps, place.Prefix << (128 - depth));
            while (!IsReached(place, place.Before + steps[first].Gain))
                place.Before += steps[first++].Gain;
            place.Reached = steps[first];
        }
    }

    /// <summary>What was found, in the order of the limits.</summary>
    public IReadOnlyList<FrontierPoint> Points() => [.. _places.Select(place => Resource.IsMinimum ? Minimum(place) : Budget(place))];

    // A budget must not be passed; a minimum is met once it is reached. At the end of the walk every limit is.
    private bool IsReached(Place place, in ExactTotals after)
    {
        var taken = Resource.Exactly(after);
        return Resource.IsMinimum
            ? taken >= ExactTotals.Above(place.Limit) || taken >= Resource.Exactly(End)
            : taken > ExactTotals.Below(place.Limit);
    }

    private FrontierPoint Budget(Place place)
    {
        if (!place.IsOpen)
        {
            var end = End.Rounded();
            return new FrontierPoint(place.Limit, 0, end, end.Profit) { Stop = UInt128.MaxValue };
        }

        var (totals, price) = (place.Before.Rounded(), place.Reached.Slope);
        return new FrontierPoint(place.Limit, price, totals, totals.Profit + price * (place.Limit - Resource.In(totals))) { Stop = place.Reached.Key };
    }

    private FrontierPoint Minimum(Place place)
    {
        if (!place.IsOpen)
        {
            var start = Start.Rounded();
            return new FrontierPoint(place.Limit, 0, start, start.Profit) { Stop = 0 };
        }

        // The limit lies within the step that reaches it.
        var (before, totals, price) = (place.Before.Rounded(), (place.Before + place.Reached.Gain).Rounded(), place.Reached.Slope);
        return new FrontierPoint(place.Limit, -price, totals, before.Profit + price * (place.Limit - Resource.In(before))) { Stop = place.Reached.Key + 1 };
    }

    private static int FirstOf(List<WalkStep> steps, UInt128 key)
    {
        var (low, high) = (0, steps.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = steps[middle].Key < key ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>How far the search for one limit is.</summary>
    private sealed class Place(double limit)
    {
        public double Limit { get; } = limit;

        /// <summary>False where the walk need not begin, or never stops.</summary>
        public required bool IsOpen { get; init; }

        /// <summary>All steps before the bucket.</summary>
        public required ExactTotals Before { get; set; }

        /// <summary>Names the bucket.</summary>
        public UInt128 Prefix { get; set; }

        /// <summary>Steps in the bucket.</summary>
        public long Steps { get; set; }

        /// <summary>The step that reaches the limit.</summary>
        public WalkStep Reached { get; set; }
    }
}

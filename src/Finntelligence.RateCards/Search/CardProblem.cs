using System.Collections.Immutable;
using Finntelligence.Lending.RateCards;
using Finntelligence.RateCards.Binning;
using Finntelligence.RateCards.Tables;

namespace Finntelligence.RateCards.Search;

/// <summary>
/// What a search works on. Each customer is a vector: the profit at each rate, a one, and a one in the place of their bounds. The sum of the
/// vectors of a group tells all that a cell's best rate depends on, and sums of groups come from sums of bins.
/// </summary>
internal sealed class CardProblem
{
    // Of a vector, so that it is a whole number of SIMD registers of up to 256 bits.
    private const int Alignment = 4;

    private CardProblem(
        int rows, int rates, ImmutableArray<BinnedInput> features, ImmutableArray<Cut> cuts, ImmutableArray<Sequence> sequences, SearchRules rules,
        ImmutableArray<RateBounds> bounds)
    {
        (Rows, Rates, Features, Cuts, Sequences, Rules, Bounds) = (rows, rates, features, cuts, sequences, rules, bounds);
        Room = Aligned(rates);
        Width = Aligned(Room + 1 + (IsBounded ? bounds.Length : 0));
        Vectors = new double[(long)rows * Width];
        SequencesOf = [.. features.Select((_, f) => sequences.Where(s => s.Feature == f).ToImmutableArray())];
        CutsOf = [.. features.Select((_, f) => Enumerable.Range(0, cuts.Length).Where(q => cuts[q].Feature == f).ToImmutableArray())];
    }

    /// <summary>Customers.</summary>
    public int Rows { get; }

    /// <summary>Rates.</summary>
    public int Rates { get; }

    /// <summary>Places for rates in a vector; those beyond <see cref="Rates"/> repeat the last.</summary>
    public int Room { get; }

    /// <summary>Numbers in a vector.</summary>
    public int Width { get; }

    /// <summary>By row.</summary>
    public double[] Vectors { get; }

    /// <summary>What may be split by.</summary>
    public ImmutableArray<BinnedInput> Features { get; }

    /// <summary>Every question.</summary>
    public ImmutableArray<Cut> Cuts { get; }

    /// <summary>The order in which questions are looked at.</summary>
    public ImmutableArray<Sequence> Sequences { get; }

    /// <summary>Those of each feature.</summary>
    public ImmutableArray<ImmutableArray<Sequence>> SequencesOf { get; }

    /// <summary>The cuts of each feature.</summary>
    public ImmutableArray<ImmutableArray<int>> CutsOf { get; }

    /// <summary>What a card must keep.</summary>
    public SearchRules Rules { get; }

    /// <summary>Which rates a cell with certain customers may have.</summary>
    public ImmutableArray<RateBounds> Bounds { get; }

    /// <summary>Whether any customer's bounds exclude a rate.</summary>
    public bool IsBounded => Bounds.Length > 1 || Bounds[0] != new RateBounds(0, Rates - 1);

    /// <summary>Of each row the least profit at any rate: what no card can lose.</summary>
    public required double[] Floors { get; init; }

    /// <summary>Sets a search up.</summary>
    /// <param name="table">Customers.</param>
    /// <param name="inputs">Names of their inputs.</param>
    /// <param name="rules">What a card must keep.</param>
    /// <param name="extra">Rate by rate, what is added to each row's profit: by row, then rate; null for nothing.</param>
    public static CardProblem Of(ProfitTable table, CardInputs inputs, CardRules rules, double[]? extra = null)
    {
        var features = Binner.Bin(table, inputs, rules);
        var (cuts, sequences) = Binner.Questions(features);
        return Of(table, inputs, rules, features, cuts, sequences, extra);
    }

    /// <summary>Sets a search up on inputs that are binned already.</summary>
    public static CardProblem Of(
        ProfitTable table, CardInputs inputs, CardRules rules, ImmutableArray<BinnedInput> features, ImmutableArray<Cut> cuts,
        ImmutableArray<Sequence> sequences, double[]? extra = null)
    {
        int rates = table.Rates.Length;
        decimal step = rates > 1 ? table.Rates[1] - table.Rates[0] : 1;
        int? change = rules.GreatestChange is { } most ? (int)Math.Min(most / step, 1_000_000) : null;
        var all = new List<RateBounds>();
        var codes = new int[table.Rows];
        for (int row = 0; row < table.Rows; row++)
        {
            var bounds = BoundsOf(table, row, change);
            codes[row] = all.IndexOf(bounds);
            if (codes[row] < 0)
            {
                codes[row] = all.Count;
                all.Add(bounds);
            }
        }

        var floors = new double[table.Rows];
        var problem = new CardProblem(
            table.Rows, rates, features, cuts, sequences, SearchRules.Of(rules, inputs, features, step),
            all.Count == 0 ? [new RateBounds(0, rates - 1)] : [.. all])
        { Floors = floors };
        for (int row = 0; row < table.Rows; row++)
        {
            var vector = problem.Vectors.AsSpan(row * problem.Width, problem.Width);
            var profit = table.ProfitOf(row);
            var (least, greatest) = all[codes[row]];
            for (int r = 0; r < problem.Room; r++)
            {
                // Rates that the row's bounds exclude count as the nearest that they allow, which no cell that has the row can gain by.
                int rate = least > greatest ? Math.Min(r, rates - 1) : Math.Clamp(Math.Min(r, rates - 1), least, greatest);
                vector[r] = profit[rate] + (extra is null ? 0 : extra[((long)row * rates) + rate]);
            }

            double floor = vector[0];
            foreach (double value in vector[..problem.Room])
                floor = Math.Min(floor, value);
            floors[row] = floor;
            vector[problem.Room] = 1;
            if (problem.IsBounded)
                vector[problem.Room + 1 + codes[row]] = 1;
        }

        return problem;
    }

    /// <summary>A row's vector.</summary>
    public ReadOnlySpan<double> VectorOf(int row) => Vectors.AsSpan(row * Width, Width);

    /// <summary>Whether a cut's question holds for a row.</summary>
    public bool IsLow(int cut, int row) => Cuts[cut].Low[Features[Cuts[cut].Feature].Bins[row]];

    /// <summary>The sum over rows.</summary>
    public double[] Sum(ReadOnlySpan<int> rows)
    {
        var sum = new double[Width];
        foreach (int row in rows)
            Vectors.AddTo(sum, row * Width, Width);
        return sum;
    }

    /// <summary>The customers in a sum.</summary>
    public int CustomersIn(ReadOnlySpan<double> sum) => (int)sum[Room];

    /// <summary>The rates that a cell with a sum may have; empty where the first is above the last.</summary>
    public RateBounds BoundsOf(ReadOnlySpan<double> sum)
    {
        if (sum[Room] < Rules.FewestCustomers)
            return RateBounds.None;
        if (!IsBounded)
            return new RateBounds(0, Rates - 1);
        var (least, greatest) = (0, Rates - 1);
        for (int c = 0; c < Bounds.Length; c++)
        {
            if (sum[Room + 1 + c] > 0.5)
                (least, greatest) = (Math.Max(least, Bounds[c].Least), Math.Min(greatest, Bounds[c].Greatest));
        }

        return new RateBounds(least, greatest);
    }

    /// <summary>The best rate of a cell within bounds, the lowest of equals; −1 with −∞ where there is none.</summary>
    public static (double Value, int Rate) BestIn(ReadOnlySpan<double> sum, RateBounds bounds)
    {
        var (value, rate) = (double.NegativeInfinity, -1);
        for (int r = bounds.Least; r <= bounds.Greatest; r++)
        {
            if (sum[r] > value)
                (value, rate) = (sum[r], r);
        }

        return (value, rate);
    }

    private static RateBounds BoundsOf(ProfitTable table, int row, int? change)
    {
        int greatest = table.Caps[row], least = 0;
        if (change is { } steps && table.Today[row] >= 0)
            (least, greatest) = (Math.Max(0, table.Today[row] - steps), Math.Min(greatest, table.Today[row] + steps));
        // A cap below what today's rate allows is the stronger one.
        return greatest < 0 ? RateBounds.None : new RateBounds(Math.Min(least, greatest), greatest);
    }

    private static int Aligned(int numbers) => (numbers + Alignment - 1) / Alignment * Alignment;
}

/// <summary>Positions of the rates that are allowed.</summary>
/// <param name="Least">The first.</param>
/// <param name="Greatest">The last.</param>
internal readonly record struct RateBounds(int Least, int Greatest)
{
    /// <summary>No rate.</summary>
    public static RateBounds None { get; } = new(0, -1);
}

using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.RateCards;
using Finntelligence.RateCards.Tables;

namespace Finntelligence.RateCards.Binning;

/// <summary>Cuts the inputs of a table into bins and lists the questions that a card may ask.</summary>
internal static class Binner
{
    // Of a category without an order, every set of values is a question up to here; beyond, each value alone.
    private const int MostForAllSets = 5;

    /// <summary>The inputs that may be split by.</summary>
    /// <param name="table">Whose.</param>
    /// <param name="inputs">Their names.</param>
    /// <param name="rules">Which, and how finely.</param>
    public static ImmutableArray<BinnedInput> Bin(ProfitTable table, CardInputs inputs, CardRules rules)
    {
        IEnumerable<int> chosen = rules.SplitBy.IsEmpty
            ? Enumerable.Range(0, inputs.Count).Where(i => inputs.FeatureAt(i) is not null)
            : rules.SplitBy.Select(inputs.PositionOf);
        return
        [
            .. chosen.Where(i => !rules.NotSplit.Any(r => r.Feature is null && r.By == inputs.Names[i]))
                .Select(i => Bin(table, inputs, rules, i))
                // What is the same for everybody splits nobody.
                .Where(b => b.Count > 1),
        ];
    }

    /// <summary>All questions of the binned inputs, and the order in which they are best asked.</summary>
    public static (ImmutableArray<Cut> Cuts, ImmutableArray<Sequence> Sequences) Questions(ImmutableArray<BinnedInput> features)
    {
        var cuts = ImmutableArray.CreateBuilder<Cut>();
        var sequences = ImmutableArray.CreateBuilder<Sequence>();
        for (int f = 0; f < features.Length; f++)
        {
            if (features[f].IsOrdered)
                Ordered(features[f], f, cuts, sequences);
            else
                Sets(features[f], f, cuts, sequences);
        }

        return (cuts.ToImmutable(), sequences.ToImmutable());
    }

    /// <summary>A question as the card asks it.</summary>
    public static CardQuestion QuestionOf(Cut cut, BinnedInput feature)
    {
        bool orMissing = feature.MissingBin >= 0 && cut.Low[feature.MissingBin];
        int[] held = [.. Enumerable.Range(0, feature.Known).Where(b => cut.Low[b])];
        if (held.Length == 0)
            return new CardQuestion.Missing(feature.Input);
        return feature.Thresholds.IsDefault
            ? new CardQuestion.OneOf(feature.Input, [.. held], orMissing)
            : new CardQuestion.Below(feature.Input, feature.Thresholds[held.Length - 1], orMissing);
    }

    private static BinnedInput Bin(ProfitTable table, CardInputs inputs, CardRules rules, int input)
    {
        var values = inputs.ValuesOf(input);
        bool isNumber = values.IsEmpty;
        ImmutableArray<decimal> thresholds = !isNumber ? default
            : rules.Thresholds.TryGetValue(inputs.Names[input], out var given) ? given
            : Found(table, input, rules.MostThresholds);
        float[] limits = isNumber ? [.. thresholds.Select(t => (float)t)] : [];
        int known = isNumber ? limits.Length + 1 : values.Length;
        var bins = new byte[table.Rows];
        bool missing = false;
        for (int row = 0; row < table.Rows; row++)
        {
            float value = table.InputsOf(row)[input];
            missing |= float.IsNaN(value);
            bins[row] = float.IsNaN(value) ? (byte)known : isNumber ? (byte)BinOf(limits, value) : (byte)value;
        }

        bool ordered = isNumber || inputs.FeatureAt(input) is { Kind: ApplicantFeatureKind.Boolean } or { Ordered: true };
        return new BinnedInput(input, bins, missing ? known + 1 : known, missing ? known : -1, thresholds, ordered);
    }

    // Limits up to the value: a bin holds the values from its limit on.
    private static int BinOf(float[] limits, float value)
    {
        int low = 0, high = limits.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (limits[middle] <= value)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    // Every value where there are few; else round numbers near evenly spaced quantiles.
    private static ImmutableArray<decimal> Found(ProfitTable table, int input, int most)
    {
        var known = new List<float>(table.Rows);
        for (int row = 0; row < table.Rows; row++)
        {
            if (table.InputsOf(row)[input] is var value && !float.IsNaN(value))
                known.Add(value);
        }

        known.Sort();
        if (known.Count == 0)
            return [];
        float[] distinct = [.. known.Distinct()];
        if (distinct.Length <= most + 1)
            return [.. distinct.Zip(distinct.Skip(1), (a, b) => Between(a, b)).Distinct()];
        var found = new SortedSet<decimal>();
        for (int k = 1; k <= most; k++)
        {
            float low = known[At(k - 0.5)], high = known[At(k + 0.5)];
            int position = Array.BinarySearch(distinct, low);
            if (low == high)
            {
                // A value that many have: the threshold below it.
                if (position > 0)
                    found.Add(Between(distinct[position - 1], low));
                continue;
            }

            found.Add(RoundNumbers.Between(low, high));
        }

        // A threshold that nobody is below separates nobody.
        return [.. found.Where(t => (float)t > distinct[0] && (float)t <= distinct[^1])];

        int At(double k) => (int)Math.Clamp(k / (most + 1) * known.Count, 0, known.Count - 1);
    }

    // Two neighbouring values are told apart by the roundest number between them; float32 must tell them apart too.
    private static decimal Between(float low, float high)
    {
        decimal threshold = RoundNumbers.Between(low, high);
        return (float)threshold > low && (float)threshold <= high ? threshold : (decimal)high;
    }

    private static void Ordered(BinnedInput feature, int f, ImmutableArray<Cut>.Builder cuts, ImmutableArray<Sequence>.Builder sequences)
    {
        int[] known = [.. Enumerable.Range(0, feature.Known)];
        if (feature.MissingBin < 0)
        {
            Add(known, feature, f, [.. known.Select(b => b < known.Length - 1)], cuts, sequences);
            return;
        }

        // Missing values go with the low ones, or with the high ones; whether anything is missing is a question too.
        Add([feature.MissingBin, .. known], feature, f, [true, .. known.Select(b => b < known.Length - 1)], cuts, sequences);
        Add([.. known, feature.MissingBin], feature, f, [.. known.Select(b => b < known.Length - 1), false], cuts, sequences);
    }

    private static void Sets(BinnedInput feature, int f, ImmutableArray<Cut>.Builder cuts, ImmutableArray<Sequence>.Builder sequences)
    {
        int count = feature.Count;
        // The last bin is never in the set, so that no question is its own contrary.
        IEnumerable<int> sets = count <= MostForAllSets + 1
            ? Enumerable.Range(1, (1 << (count - 1)) - 1)
            : Enumerable.Range(0, count - 1).Select(b => 1 << b).Append(((1 << count) - 1) & ~(1 << (count - 1)));
        if (count > 30)
            sets = [];
        foreach (int set in sets)
            AddSet([.. Enumerable.Range(0, count).Where(b => (set >> b & 1) == 1)], feature, f, cuts, sequences);
        for (int b = 0; b < count && count > 30; b++)
            AddSet([b], feature, f, cuts, sequences);
    }

    private static void AddSet(
        int[] held, BinnedInput feature, int f, ImmutableArray<Cut>.Builder cuts, ImmutableArray<Sequence>.Builder sequences) =>
        Add(
            [.. held, .. Enumerable.Range(0, feature.Count).Except(held)], feature, f,
            [.. Enumerable.Range(0, feature.Count).Select(p => p == held.Length - 1)], cuts, sequences);

    private static void Add(
        int[] order, BinnedInput feature, int f, bool[] cutAfter, ImmutableArray<Cut>.Builder cuts, ImmutableArray<Sequence>.Builder sequences)
    {
        var low = new bool[feature.Count];
        var numbers = new int[order.Length];
        for (int p = 0; p < order.Length; p++)
        {
            low[order[p]] = true;
            numbers[p] = cutAfter[p] ? cuts.Count : -1;
            if (cutAfter[p])
                cuts.Add(new Cut(f, [.. low], feature.IsOrdered ? low.AsSpan(0, feature.Known).Count(true) : -1));
        }

        sequences.Add(new Sequence(f, [.. order], [.. numbers]));
    }
}

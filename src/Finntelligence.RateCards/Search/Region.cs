using System.Collections.Immutable;
using Finntelligence.RateCards.Binning;

namespace Finntelligence.RateCards.Search;

/// <summary>The part of all customers that a node of a card is about: for each binned input the bins that are left.</summary>
internal sealed class Region
{
    private readonly bool[][] _bins;

    private Region(bool[][] bins) => _bins = bins;

    /// <summary>Everybody.</summary>
    public static Region All(ImmutableArray<BinnedInput> features) =>
        new([.. features.Select(f => Enumerable.Repeat(true, f.Count).ToArray())]);

    /// <summary>Whether a bin is left.</summary>
    public bool Has(int feature, int bin) => _bins[feature][bin];

    /// <summary>The part for which a question holds, or the other one.</summary>
    public Region Where(Cut cut, bool low)
    {
        bool[][] bins = [.. _bins];
        bins[cut.Feature] = [.. _bins[cut.Feature].Select((has, b) => has && cut.Low[b] == low)];
        return new Region(bins);
    }

    /// <summary>Whether some customer may be in both but for one input.</summary>
    public bool Meets(Region other, int exceptFor)
    {
        for (int f = 0; f < _bins.Length; f++)
        {
            if (f != exceptFor && !_bins[f].Zip(other._bins[f]).Any(pair => pair.First && pair.Second))
                return false;
        }

        return true;
    }

    /// <summary>Least and greatest of the known bins of an input; null where none is left.</summary>
    public (int Least, int Greatest)? KnownOf(int feature, int known)
    {
        int least = Array.IndexOf(_bins[feature], true), greatest = Array.LastIndexOf(_bins[feature], true, known - 1);
        return least < 0 || least >= known || greatest < 0 ? null : (least, greatest);
    }

    /// <summary>Whether a rule lets the region be split by an input.</summary>
    public bool MayBeSplit(int feature, ImmutableArray<PartNotSplit> rules)
    {
        foreach (var rule in rules)
        {
            if (rule.By == feature && (rule.Category < 0 || rule.Values.Any(b => _bins[rule.Category][b])))
                return false;
        }

        return true;
    }
}

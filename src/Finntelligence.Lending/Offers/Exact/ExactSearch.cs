using System.Collections.Concurrent;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers.Searching;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers.Exact;

/// <summary>
/// Finds the best offers among all amounts and rates of fine lattices, without looking at each. Between thresholds both
/// probabilities are constant, so the offers fall into cells of which the models are asked once; in a cell the profit rises with the
/// rate, and with the amount too where it is positive, but for the rounding of payments: so the best offer stands in or next to a corner
/// (<see cref="CornerSearch"/>). Immutable;
/// safe for any number of threads, each with its own scratch.
/// </summary>
internal sealed class ExactSearch
{
    // Scored at a time: bounds the memory whatever the number of thresholds.
    private const int MostCells = 1 << 16;

    private readonly ProductDefinition _product;
    private readonly OfferAxes _grid;
    private readonly ModelGrid _risk;
    private readonly ModelGrid _acceptance;
    private readonly OfferSupport _support;
    private readonly ConcurrentBag<ExactScratch> _scratches = [];

    public ExactSearch(ProductDefinition product, OfferAxes grid, LoanModel risk, LoanModel acceptance, GridSearch search)
    {
        (_product, _grid) = (product, grid);
        (_risk, _acceptance, _support) = (search.Risk, search.Acceptance, search.Support);
        Axes = new LatticeAxes(product, risk, acceptance);
    }

    /// <summary>All amounts and rates there are.</summary>
    public LatticeAxes Axes { get; }

    /// <summary>Scratch for one search; to be given back.</summary>
    public ExactScratch Rent() => _scratches.TryTake(out var scratch) ? scratch : new ExactScratch(_risk, _acceptance, Axes);

    /// <summary>Takes scratch back.</summary>
    public void Return(ExactScratch scratch) => _scratches.Add(scratch);

    /// <summary>Searches a range.</summary>
    /// <param name="applicant">Who asks.</param>
    /// <param name="range">What constraints and rate cap leave.</param>
    /// <param name="greatestInstallment">Offers with a greater one are not feasible.</param>
    /// <param name="grid">What the grid's search over the same terms has found: with it, most cells need no more than a look.</param>
    /// <param name="scratch">Takes the result.</param>
    public void Run(Applicant applicant, in LatticeRange range, double greatestInstallment, BestOffers grid, ExactScratch scratch)
    {
        scratch.Best.Clear(range.Months.Length);
        if (range.IsEmpty)
            return;
        Divide(applicant, range, scratch);
        var searched = range;
        for (var month = 0; month < range.Months.Length; month++)
        {
            scratch.Best.AddFrom(
                grid, month, offer => TierOf(searched.PositionOf(Axes.Amounts, offer.Terms.Amount) - searched.FirstAmount, searched.Amounts));
        }

        var cells = Cells(applicant, range, greatestInstallment, scratch);
        Visit(applicant, range, cells, new CornerSearch(cells), scratch);
    }

    /// <summary>Why a search found nothing to offer.</summary>
    /// <param name="applicant">Who was searched for.</param>
    /// <param name="range">What was searched.</param>
    /// <param name="greatestInstallment">Within this limit.</param>
    /// <param name="scratch">Has just searched.</param>
    public DeclineFindings Findings(Applicant applicant, in LatticeRange range, double greatestInstallment, ExactScratch scratch)
    {
        if (range.IsEmpty)
            return new DeclineFindings(double.PositiveInfinity, null, false, null);
        var cells = Cells(applicant, range, greatestInstallment, scratch);
        var visitor = new CellFindings(cells);
        Visit(applicant, range, cells, visitor, scratch);
        ScoredOffer? best = scratch.Best.TryBest(out var found) ? found : null;
        return new DeclineFindings(visitor.LeastInstallment, best, visitor.AnyMargin, best is null ? visitor.LeastRisky : null, best is null && visitor.Unlikely);
    }

    private Cells Cells(Applicant applicant, in LatticeRange range, double greatestInstallment, ExactScratch scratch) =>
        new(_product, _grid, Axes, _support, applicant, range, greatestInstallment, scratch);

    private void Divide(Applicant applicant, in LatticeRange range, ExactScratch scratch)
    {
        var (rates, amounts) = (scratch.Rates, scratch.Amounts);
        rates.Begin(0, range.Rates);
        amounts.Begin(range.FirstAmount, range.Amounts, range.OffLattice);
        foreach (var position in Axes.RateBreaks)
            rates.CutAt(position);
        if (_support.Of(applicant).Reach is { } reach)
        {
            rates.CutAt(Positions.First(0, Axes.Rates.Count, k => (double)Axes.Rates[k] >= reach.Lowest));
            rates.CutAt(Positions.First(0, Axes.Rates.Count, k => (double)Axes.Rates[k] > reach.Highest));
        }

        foreach (var position in Axes.AmountBreaks)
            amounts.CutAt(position);
        for (var tier = 1; tier < Stretches.Tiers; tier++)
            amounts.CutAt(range.FirstAmount + StartOf(tier, range.Amounts));
        foreach (var model in (ReadOnlySpan<ModelGrid>)[_risk, _acceptance])
        {
            rates.CutAtThresholds(model, applicant);
            amounts.CutAtThresholds(model, applicant);
        }

        rates.Finish();
        amounts.Finish();
    }

    // From the greatest rates down, for that is where the best offers mostly are.
    private void Visit(Applicant applicant, in LatticeRange range, Cells cells, ICellVisitor visitor, ExactScratch scratch)
    {
        var rows = Math.Max(1, MostCells / scratch.Amounts.Count);
        for (var month = 0; month < range.Months.Length; month++)
        {
            var months = _grid.Months[range.Months[month]];
            for (var end = scratch.Rates.Count; end > 0; end = Math.Max(0, end - rows))
            {
                var start = Math.Max(0, end - rows);
                Score(applicant, months, start, end, scratch);
                for (var rate = end - 1; rate >= start; rate--)
                {
                    visitor.Visit(new CellRow(
                        month, rate - start, scratch.Rates.First(rate), scratch.Rates.Last(rate),
                        cells.SmoothOf(month, scratch.Rates.FirstValues[rate]), cells.SmoothOf(month, scratch.Rates.LastValues[rate])));
                }
            }
        }
    }

    private void Score(Applicant applicant, int months, int start, int end, ExactScratch scratch)
    {
        ReadOnlySpan<double> term = [months];
        var rates = scratch.Rates.FirstValues[start..end];
        _risk.Score(applicant, term, rates, scratch.Amounts.FirstValues, scratch.Risk);
        _acceptance.Score(applicant, term, rates, scratch.Amounts.FirstValues, scratch.Acceptance);
    }

    private static long StartOf(int tier, long amounts) => (tier * amounts + Stretches.Tiers - 1) / Stretches.Tiers;

    /// <summary>The amount tier of a position within a range.</summary>
    public static int TierOf(long position, long amounts) => (int)(position * Stretches.Tiers / amounts);
}

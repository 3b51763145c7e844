using System.Collections.Immutable;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Trees;

namespace Finntelligence.Modelling.Identification;

/// <summary>
/// Looks at how the rates of a model's rows were set: predicts the rate from the applicant, compares with the declared design, and judges. The
/// applicant is what the model sees of him, since that is all it can hold fixed.
/// </summary>
/// <param name="product">Its features and columns.</param>
/// <param name="design">The declared experiment; null without.</param>
/// <param name="path">The history that the rows are of.</param>
/// <param name="seed">Of the learner.</param>
/// <param name="threads">0 for one per core; no influence on the result.</param>
public sealed class IdentificationRun(ProductDefinition product, ExperimentDefinition? design, string path, ulong seed, int threads)
{
    /// <summary>What is declared to have moved rates and nothing else; null for nothing.</summary>
    public PricingDefinition? Pricing { get; init; }

    /// <summary>Looks. Null for a model that sees no rate.</summary>
    /// <param name="rows">The model's.</param>
    /// <param name="folds">Each row's; no fold is empty.</param>
    /// <param name="cancellation">Checked often.</param>
    public PriceHistory? Of(TrainingRows rows, int[] folds, CancellationToken cancellation)
    {
        var model = product.Model(rows.Kind);
        if (!model.OfferColumns.TryGetValue(OfferVariable.Rate, out var rateColumn))
            return null;
        var applicants = ApplicantRows.Of(product, rows);
        var known = applicants.Known;
        if (known.Length == 0)
            return null;
        var ownFolds = Compact([.. known.Select(i => folds[i])]);
        var selected = model.Filters.Any(f => product.KnownOnlyAfterOffer.Contains(f.Column));
        var conditional = ownFolds.Max() == 0
            ? null
            : ConditionalRates.Fit(applicants.Features, applicants.Values, applicants.Rates, ownFolds, seed, threads, cancellation);
        if (conditional is null)
            return new PriceHistory(AllTheSame(known.Length, selected), null);

        var declared = design?.Rate == rateColumn.Column ? design : null;
        var examination = new Examination(applicants, ownFolds, selected, rows, declared, LoggedRows.Find(path, rows.FileRows, cancellation));
        // Where a declared design holds, what it leaves of the rate is known without a fit, and nothing has to be held fixed.
        if (declared is not null && Examine(examination, conditional, null, cancellation) is { Figures.Verdict: PriceVerdict.Randomised } randomised)
            return randomised;
        return Examine(examination, conditional.Refined(applicants, ownFolds, seed, threads, cancellation), conditional, cancellation);
    }

    private sealed record Examination(ApplicantRows Applicants, int[] Folds, bool Selected, TrainingRows Rows, ExperimentDefinition? Declared, LoggedRows? Logged);

    // With the best mean rate given the applicant that can be had, and the one by trees alone that serving can carry; without the latter a design is put to the test.
    private PriceHistory Examine(Examination examination, ConditionalRates conditional, ConditionalRates? byTrees, CancellationToken cancellation)
    {
        var (applicants, ownFolds, selected, rows, declared, logged) = examination;
        var known = applicants.Known;
        int[] fileRows = [.. known.Select(i => rows.FileRows[i])];
        var columns = HistoryColumns.Read(path, fileRows, [.. declared?.Strata ?? [], .. PlaceboColumns(rows.Kind), .. Pricing?.Columns ?? []], cancellation);
        string[] absent = [.. (Pricing?.Columns ?? []).Where(name => !columns.ContainsKey(name))];
        if (absent.Length > 0)
            throw new DataFaultException($"pricing.json names {string.Join(" and ", absent)}, which {path} does not have.");
        double[]? drawn = logged?.Propensities is { } all ? [.. known.Select(i => all[i])] : null;
        var weights = RateWeights.Of(conditional, applicants, drawn, Cores.Of(threads, cancellation));
        var balance = RateBalance.Of(applicants.Features, applicants.Values, applicants.Rates, weights.Values);
        var (designed, within) = declared is null ? (null, null) : Check(declared, rows.Kind, columns, applicants, conditional, ownFolds, cancellation);
        var placebos = Placebos.Of(PlaceboColumns(rows.Kind).Where(columns.ContainsKey).Select(name => (name, columns[name])), within?.Rests ?? conditional.Rests);
        var (verdict, grounds) = IdentificationVerdict.Of(
            conditional.Explained, weights.Neighbours, weights.EffectiveRows / known.Length, designed, placebos, balance);
        var used = verdict == PriceVerdict.Randomised ? null : weights;
        var figures = new PriceIdentification
        {
            Verdict = verdict,
            Grounds = grounds,
            IsSelected = selected,
            Rows = known.Length,
            Spread = Rounded.Of(conditional.Spread),
            Explained = Rounded.Of(conditional.Explained),
            Left = Rounded.Of(conditional.Left),
            Neighbours = Rounded.Of(weights.Neighbours),
            Design = designed is null ? null : Rounded.Of(designed),
            Placebos = [.. placebos.Select(Rounded.Of)],
            Weights = used is null ? null : Rounded.Of(new WeightFigures(used.EffectiveRows, used.Values.Min(), used.Values.Max(), balance) { Drawn = drawn is null ? null : true }),
        };
        // Where the design holds, the stratum's mean is the rate's mean for everybody in it, known without error.
        double[] left = verdict == PriceVerdict.Randomised && within is not null
            ? within.Differences
            : [.. conditional.Rates.Select((rate, i) => rate - conditional.Means[i])];
        var rests = OrthogonalRests.Of(applicants, rows, left, ownFolds, byTrees is not null, seed, threads, cancellation);
        ImmutableArray<DeclaredMoves> moves = Pricing is null
            ? []
            : DeclaredMoves.Of(
                Pricing, columns, left, ownFolds,
                values => CrossFittedMean.Fit(applicants.Features, applicants.Values, values, ownFolds, seed, threads, cancellation).OutOfFold);
        // A row without a rate counts one.
        return new PriceHistory(figures, used is null ? null : [.. Spread(used.ToLearnWith(), known, rows.Labels.Length, 1).Select(w => (float)w)])
        {
            Means = used is null ? null : Spread(conditional.Means, known, rows.Labels.Length, double.NaN),
            Rests = rests,
            Declared = moves,
            Instrument = used is not null && DeclaredEffect.Contradicting(moves, rests) is { } instrument
                ? Spread(instrument.Moves, known, rows.Labels.Length, 0)
                : null,
            Band = byTrees is null ? null : Bands.Of(byTrees, cancellation),
            MonthsBand = byTrees is null ? null : MonthsBand(applicants, rows, ownFolds, cancellation),
        };
    }

    private RateBand? MonthsBand(ApplicantRows applicants, TrainingRows rows, int[] folds, CancellationToken cancellation)
    {
        int[] some = [.. Enumerable.Range(0, applicants.Known.Length).Where(i => double.IsFinite(rows.Offers[applicants.Known[i]].Months))];
        int[] ownFolds = Compact([.. some.Select(i => folds[i])]);
        if (some.Length == 0 || ownFolds.Max() == 0)
            return null;
        var terms = ConditionalRates.Fit(
            applicants.Features, applicants.Values.Select(some),
            [.. some.Select(i => rows.Offers[applicants.Known[i]].Months)], ownFolds, seed, threads, cancellation);
        return terms is null ? null : Bands.Of(terms, cancellation);
    }

    private (DesignFigures Figures, StratumRates Within) Check(
        ExperimentDefinition declared, ModelKind kind, Dictionary<string, string[]> columns, ApplicantRows applicants, ConditionalRates conditional,
        int[] folds, CancellationToken cancellation)
    {
        var strata = declared.Strata.Where(columns.ContainsKey).ToImmutableArray();
        var within = StratumRates.Of([.. strata.Select(s => columns[s])], applicants.Rates);
        var mean = CrossFittedMean.Fit(applicants.Features, applicants.Values, within.Rests, folds, seed, threads, cancellation).OutOfFold;
        double error = 0, total = 0, unseen = 0;
        for (var i = 0; i < mean.Length; i++)
        {
            error += (within.Rests[i] - mean[i]) * (within.Rests[i] - mean[i]);
            total += within.Rests[i] * within.Rests[i];
            unseen += within.Differences[i] * within.Differences[i];
        }

        var spread = conditional.Spread * conditional.Spread * mean.Length;
        var seen = SeenColumns(kind);
        return (
            new DesignFigures(
                strata, [.. strata.Where(s => !seen.Contains(s))], total > 0 ? 1 - (error / total) : 0, 1 - (unseen / spread) - conditional.Explained),
            within);
    }

    // Audit columns are fixed before any offer, and so are the applicant's features; those that the model sees are in the prediction of the rate.
    private IEnumerable<string> PlaceboColumns(ModelKind kind)
    {
        var seen = SeenColumns(kind);
        return product.Audit.Concat(product.Applicant.Select(f => f.Source.Column)).Distinct()
            .Where(column => !seen.Contains(column) && !product.KnownOnlyAfterOffer.Contains(column) && Pricing?.Columns.Contains(column) != true);
    }

    private HashSet<string> SeenColumns(ModelKind kind) =>
        [.. product.Applicant.Where(f => product.Model(kind).Inputs.Contains(f.Name)).Select(f => f.Source.Column)];

    private static PriceIdentification AllTheSame(int rows, bool selected) => new()
    {
        Verdict = PriceVerdict.NotIdentified,
        Grounds = ["All rows have the same rate, or too few have one, so they tell nothing of another."],
        IsSelected = selected,
        Rows = rows,
        Spread = 0,
        Explained = 0,
        Left = 0,
        Neighbours = new RateNeighbours(0, 0),
        Placebos = [],
    };

    // Folds that hold no row with a rate are left out, so that none is empty.
    private static int[] Compact(int[] folds)
    {
        int[] used = [.. folds.Distinct().Order()];
        return [.. folds.Select(fold => Array.IndexOf(used, fold))];
    }

    private static double[] Spread(double[] values, int[] known, int rows, double without)
    {
        var all = new double[rows];
        Array.Fill(all, without);
        for (var i = 0; i < known.Length; i++)
            all[known[i]] = values[i];
        return all;
    }
}

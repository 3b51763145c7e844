using System.Collections.Immutable;
using Finntelligence.Evidence.Rehearsed;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Evidence.Rehearsal;

/// <summary>An offer that a simulated lender made, and when what came of it is known.</summary>
/// <param name="Applicant">Who.</param>
/// <param name="Terms">What.</param>
/// <param name="Taken">Whether it was taken; known the month after.</param>
/// <param name="Defaulted">Whether the loan went bad; known after the delay.</param>
/// <param name="Month">When; 0 or less for the old history.</param>
internal sealed record LenderRow(Applicant Applicant, OfferTerms Terms, bool Taken, bool Defaulted, int Month);

/// <summary>What a lender has to learn from.</summary>
internal sealed class LenderLog(ProductDefinition product, IReadOnlyList<LenderRow> old, RehearsalSettings settings)
{
    private readonly List<LenderRow> _rows = [];

    public void Add(LenderRow row) => _rows.Add(row);

    /// <summary>The rows of one model, with what is known at the beginning of a month.</summary>
    public TrainingRows Rows(ModelKind kind, int month)
    {
        int delay = kind == ModelKind.Risk ? settings.OutcomeDelay : 0;
        LenderRow[] own = [.. _rows.Where(r => r.Month + delay < month && r.Month >= month - settings.Window - delay)];
        // The old prices followed what the models cannot see. Once there are prices that the models made themselves, these are better.
        var used = own.Length >= settings.Enough ? own : [.. old, .. own];
        if (kind == ModelKind.Risk)
            used = [.. used.Where(r => r.Taken)];
        var encoder = new FeatureEncoder(product, kind);
        int width = encoder.Features.Length, stratum = product.Applicant.Select(f => f.Name).ToList().IndexOf(product.Model(kind).Support.By);
        var values = new float[used.Length * width];
        var offers = new OfferVector[used.Length];
        for (int i = 0; i < used.Length; i++)
        {
            var (amount, months, rate) = used[i].Terms;
            offers[i] = new OfferVector((double)amount, months, (double)rate);
            encoder.Encode(used[i].Applicant, offers[i], values.AsSpan(i * width, width));
        }
        return new TrainingRows
        {
            Kind = kind,
            Values = new RowValues(values, width),
            Labels = [.. used.Select(r => (kind == ModelKind.Risk ? r.Defaulted : r.Taken) ? 1f : 0f)],
            FileRows = [.. Enumerable.Range(0, used.Length)],
            Strata = [.. used.Select(r => stratum < 0 ? -1 : (int)r.Applicant.Values[stratum])],
            Offers = offers,
            Applicants = encoder.HasFormulaOfRate ? new RowValues([.. used.SelectMany(r => r.Applicant.Values)], product.Applicant.Length) : null,
            RowsInFile = used.Length,
            RowsLeftOut = 0,
            Implausible = ImmutableSortedDictionary<string, int>.Empty,
        };
    }
}

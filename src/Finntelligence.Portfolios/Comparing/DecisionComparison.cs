using Finntelligence.Histories.Records;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Comparing;

namespace Finntelligence.Portfolios.Comparing;

/// <summary>Decides about applicants with either of two versions of a model, and counts what changes.</summary>
public static class DecisionComparison
{
    /// <summary>Counts.</summary>
    /// <param name="versions">The two versions.</param>
    /// <param name="partner">The model of the other kind, for both.</param>
    /// <param name="source">The applicants.</param>
    /// <param name="cancellation">Checked at every block.</param>
    public static DecisionChanges Of(VersionComparison versions, LoanModel partner, RecordSource source, CancellationToken cancellation)
    {
        OfferEngine first = Engine(versions.FirstModel), second = Engine(versions.SecondModel);
        var changes = new DecisionChanges(0, 0, 0, 0, 0);
        while (source.Reader.Next() is { } block)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (Record record in block.Records)
            {
                changes = source.Parser.Parse(record).Request is { } request
                    ? changes.With(first.Decide(request).Offer?.Terms, second.Decide(request).Offer?.Terms)
                    : changes with { Faulty = changes.Faulty + 1 };
            }
        }
        return changes;

        OfferEngine Engine(LoanModel model) => model.Kind == ModelKind.Risk
            ? new OfferEngine(versions.Product, model, partner)
            : new OfferEngine(versions.Product, partner, model);
    }
}

using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Modelling.Showing;

/// <summary>What history holds of the offers a model may be asked about.</summary>
/// <param name="By">The category whose values are the strata.</param>
/// <param name="Variables">The offer variables counted together.</param>
/// <param name="MinimumNeighbours">Rows that an offer needs near it.</param>
/// <param name="Strata">One for each value of the category that has rows.</param>
public sealed record SupportSummary(
    string By, ImmutableArray<OfferVariable> Variables, int MinimumNeighbours, ImmutableArray<StratumSummary> Strata)
{
    public static SupportSummary Of(ProductDefinition product, LoanModel model)
    {
        // A declared probability has no strata.
        var values = product.Applicant.FirstOrDefault(f => f.Name == model.Support.By)?.Values ?? [];
        return new SupportSummary(
            model.Support.By,
            model.Support.Variables,
            product.Model(model.Kind).Support.MinimumNeighbours,
            [
                .. model.Support.Cells.GroupBy(c => c.Stratum).Select(cells => new StratumSummary(
                    cells.Key >= 0 ? values[cells.Key] : values.IsEmpty ? "everybody" : "missing",
                    cells.Sum(c => (long)c.Count),
                    cells.Count(),
                    [
                        .. model.Support.Variables.Select((_, v) =>
                            new ValueRange(cells.Min(c => c.Values[v]), cells.Max(c => c.Values[v]))),
                    ])),
            ]);
    }
}

/// <summary>The rows of one stratum.</summary>
/// <param name="Value">The category's value.</param>
/// <param name="Rows">Rows of history.</param>
/// <param name="Cells">Distinct combinations among them.</param>
/// <param name="Ranges">Least and greatest value of each variable.</param>
public sealed record StratumSummary(string Value, long Rows, int Cells, ImmutableArray<ValueRange> Ranges);

/// <summary>Least and greatest value.</summary>
public readonly record struct ValueRange(double Least, double Greatest);

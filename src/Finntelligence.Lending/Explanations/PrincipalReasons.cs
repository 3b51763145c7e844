using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Trees;

namespace Finntelligence.Lending.Explanations;

/// <summary>
/// The features of an applicant that raise the score of default most, in the product's words. A feature and what derives
/// from it are one reason, with the sum of their contributions, named by the greatest of them.
/// </summary>
/// <param name="product">Names the reasons.</param>
/// <param name="risk">Its histograms say which values are as good as any; they are never a reason.</param>
internal sealed class PrincipalReasons(ProductDefinition product, LoanModel risk)
{
    /// <summary>A customer is told no more than this.</summary>
    public const int Most = 4;

    private readonly ImmutableArray<ModelInput> _inputs = ModelInput.Of(product, ModelKind.Risk);
    private readonly ImmutableArray<Monotonicity> _directions = [.. risk.Encoder.Features.Select(f => f.Monotonicity)];

    /// <summary>At most <see cref="Most"/> reasons, strongest first; none when nothing about the applicant raises the score.</summary>
    /// <param name="row">What the model of default saw.</param>
    /// <param name="contributions">To its score, one per input.</param>
    public ImmutableArray<DecisionReason> Of(IReadOnlyList<float> row, IReadOnlyList<double> contributions) =>
    [
        .. Enumerable.Range(0, _inputs.Length)
            .Where(i => _inputs[i].About is not null)
            .GroupBy(i => _inputs[i].About)
            .Select(group => (Strength: group.Sum(i => contributions[i]), Input: Speaker(group, row, contributions)))
            .Where(reason => reason.Strength > 0 && reason.Input is not null)
            .OrderByDescending(reason => reason.Strength)
            .Select(reason => new DecisionReason(reason.Input!.Reason!.Code, reason.Input.Name, reason.Input.Reason.Text))
            .DistinctBy(reason => reason.Code)
            .DistinctBy(reason => reason.Text)
            .Take(Most),
    ];

    private ModelInput? Speaker(IEnumerable<int> group, IReadOnlyList<float> row, IReadOnlyList<double> contributions) => group
        .Where(i => contributions[i] > 0 && !BestEnd.Holds(risk.Histograms.Features[i], _directions[i], row[i]))
        .OrderByDescending(i => contributions[i])
        .Select(i => _inputs[i])
        .FirstOrDefault();
}

using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Trees;
using Finntelligence.Trees.Explanation;

namespace Finntelligence.Lending.Explanations;

/// <summary>
/// The features of an applicant that raise the score of default most, in the product's words. A feature and what derives
/// from it are known or unknown together, so they are one player of the Shapley game and one reason; of the two, the one
/// that contributes more gives its words.
/// </summary>
internal sealed class PrincipalReasons
{
    /// <summary>A customer is told no more than this.</summary>
    public const int Most = 4;

    private readonly LoanModel _risk;
    private readonly ImmutableArray<ModelInput> _inputs;
    private readonly ImmutableArray<Monotonicity> _directions;
    private readonly int[] _groups;
    private readonly TreeShap _byInput;
    private readonly TreeShap _byGroup;

    /// <summary>Prepares for one model.</summary>
    /// <param name="product">Names the reasons.</param>
    /// <param name="risk">Its histograms say which values are as good as any; they are never a reason.</param>
    public PrincipalReasons(ProductDefinition product, LoanModel risk)
    {
        _risk = risk;
        _inputs = ModelInput.Of(product, ModelKind.Risk);
        _directions = [.. risk.Encoder.Features.Select(f => f.Monotonicity)];
        _groups = ModelInput.Groups(_inputs);
        _byInput = new TreeShap(risk.Ensemble);
        _byGroup = new TreeShap(risk.Ensemble, _groups);
    }

    /// <summary>At most <see cref="Most"/> reasons, strongest first; none when nothing about the applicant raises the score.</summary>
    public ImmutableArray<DecisionReason> Against(Applicant applicant, in OfferTerms terms)
    {
        var row = new float[_inputs.Length];
        _risk.Encoder.Encode(applicant, OfferVector.Of(terms), row);
        var byInput = new double[row.Length];
        _byInput.Explain(row, byInput);
        var byGroup = new double[_byGroup.GroupCount];
        _byGroup.Explain(row, byGroup);
        return Of(row, byInput, byGroup);
    }

    /// <summary>The reasons that contributions give.</summary>
    /// <param name="row">What the model saw.</param>
    /// <param name="byInput">Contributions of single inputs: they choose the words.</param>
    /// <param name="byGroup">Contributions of groups (<see cref="ModelInput.Groups"/>): they choose and order the reasons.</param>
    internal ImmutableArray<DecisionReason> Of(float[] row, double[] byInput, double[] byGroup) =>
    [
        .. Enumerable.Range(0, _inputs.Length)
            .GroupBy(i => _groups[i])
            .Where(group => byGroup[group.Key] > 0)
            .OrderByDescending(group => byGroup[group.Key])
            .Select(group => Speaker(group, row, byInput))
            .OfType<ModelInput>()
            .Select(input => new DecisionReason(input.Reason!.Code, input.Name, input.Reason.Text))
            .DistinctBy(reason => reason.Text)
            .DistinctBy(reason => reason.Code)
            .Take(Most),
    ];

    private ModelInput? Speaker(IEnumerable<int> group, float[] row, double[] byInput) => group
        .Where(i => _inputs[i].Reason is not null && byInput[i] > 0)
        .Where(i => !BestEnd.Holds(_risk.Histograms.Features[i], _directions[i], row[i]))
        .OrderByDescending(i => byInput[i])
        .Select(i => _inputs[i])
        .FirstOrDefault();
}

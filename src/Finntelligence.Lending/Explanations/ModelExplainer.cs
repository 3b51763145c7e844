using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Explanation;

namespace Finntelligence.Lending.Explanations;

/// <summary>
/// Attributes one model's score to its inputs, a feature and what derives from it as one: they are known or unknown together.
/// Immutable; safe for any number of threads.
/// </summary>
internal sealed class ModelExplainer
{
    private readonly LoanModel _model;
    private readonly ImmutableArray<ModelInput> _inputs;
    private readonly TreeShap _shap;

    /// <summary>The input that stands for each group: the feature itself, or what derives from one that the model does not see.</summary>
    private readonly int[] _spokesmen;

    public ModelExplainer(ProductDefinition product, LoanModel model)
    {
        _model = model;
        _inputs = ModelInput.Of(product, model.Kind);
        var groups = ModelInput.Groups(_inputs);
        _shap = new TreeShap(model.Ensemble, groups);
        _spokesmen = [.. Enumerable.Range(0, groups.Length)
            .GroupBy(i => groups[i])
            .OrderBy(group => group.Key)
            .Select(group => group.OrderBy(i => _inputs[i].Name == _inputs[i].About ? 0 : 1).First())];
    }

    /// <summary>Contributions with names and values, greatest magnitude first.</summary>
    public ModelExplanation Explain(Applicant applicant, in OfferTerms terms)
    {
        var row = new float[_inputs.Length];
        _model.Encoder.Encode(applicant, OfferVector.Of(terms), row);
        var contributions = new double[_shap.GroupCount];
        var baseValue = _shap.Explain(row, contributions);
        return new ModelExplanation(
            baseValue,
            [
                .. _spokesmen
                    .Select((i, group) => new FeatureContribution(_inputs[i].Name, _inputs[i].Show(row[i]), contributions[group]))
                    .OrderByDescending(c => Math.Abs(c.Contribution)),
            ]);
    }
}

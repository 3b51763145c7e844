using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Explanation;

namespace Finntelligence.Lending.Explanations;

/// <summary>Attributes one model's score to its inputs. Immutable; safe for any number of threads.</summary>
internal sealed class ModelExplainer(ProductDefinition product, LoanModel model)
{
    private readonly TreeShap _shap = new(model.Ensemble);
    private readonly ImmutableArray<ModelInput> _inputs = ModelInput.Of(product, model.Kind);

    /// <summary>Contributions with names and values, greatest magnitude first.</summary>
    public ModelExplanation Explain(Applicant applicant, in OfferTerms terms)
    {
        var row = new float[_inputs.Length];
        model.Encoder.Encode(applicant, OfferVector.Of(terms), row);
        var contributions = new double[row.Length];
        var baseValue = _shap.Explain(row, contributions);
        return new ModelExplanation(
            baseValue,
            [
                .. _inputs
                    .Select((input, i) => new FeatureContribution(input.Name, input.Show(row[i]), contributions[i]))
                    .OrderByDescending(c => Math.Abs(c.Contribution)),
            ]);
    }
}

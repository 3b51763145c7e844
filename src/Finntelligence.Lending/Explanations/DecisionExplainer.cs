using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Explanation;

namespace Finntelligence.Lending.Explanations;

/// <summary>Attributes both models' scores of one offer to their inputs. Immutable; safe for any number of threads.</summary>
internal sealed class DecisionExplainer
{
    private readonly ModelExplainer _risk;
    private readonly ModelExplainer _acceptance;
    private readonly PrincipalReasons _reasons;

    public DecisionExplainer(ProductDefinition product, LoanModel risk, LoanModel acceptance)
    {
        _risk = new ModelExplainer(product, risk);
        _acceptance = new ModelExplainer(product, acceptance);
        _reasons = new PrincipalReasons(product, risk);
    }

    /// <summary>Both models' explanations of one offer.</summary>
    public DecisionExplanation Explain(Applicant applicant, in OfferTerms terms) =>
        new(_risk.Explain(applicant, terms), _acceptance.Explain(applicant, terms));

    /// <summary>What about the applicant speaks against an offer.</summary>
    public ImmutableArray<DecisionReason> ReasonsAgainst(Applicant applicant, in OfferTerms terms)
    {
        var (row, contributions, _) = _risk.Attribute(applicant, terms);
        return _reasons.Of(row, contributions);
    }
}

/// <summary>Attributes one model's score.</summary>
internal sealed class ModelExplainer(ProductDefinition product, LoanModel model)
{
    private readonly TreeShap _shap = new(model.Ensemble);
    private readonly ImmutableArray<ModelInput> _inputs = ModelInput.Of(product, model.Kind);

    /// <summary>Contributions with names and values, greatest magnitude first.</summary>
    public ModelExplanation Explain(Applicant applicant, in OfferTerms terms)
    {
        var (row, contributions, baseValue) = Attribute(applicant, terms);
        return new ModelExplanation(
            baseValue,
            [
                .. _inputs
                    .Select((input, i) => new FeatureContribution(input.Name, input.Show(row[i]), contributions[i]))
                    .OrderByDescending(c => Math.Abs(c.Contribution)),
            ]);
    }

    /// <summary>The row of an offer, the contribution of each of its values, and what they add to.</summary>
    public (float[] Row, double[] Contributions, double BaseValue) Attribute(Applicant applicant, in OfferTerms terms)
    {
        var row = new float[_inputs.Length];
        model.Encoder.Encode(applicant, OfferVector.Of(terms), row);
        var contributions = new double[row.Length];
        var baseValue = _shap.Explain(row, contributions);
        return (row, contributions, baseValue);
    }
}

using Finntelligence.Experiments.Drawing;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Versions;

namespace Finntelligence.Evidence.Logged;

/// <summary>A policy that names one rate for each decision of a log; NaN where it makes no offer.</summary>
/// <param name="Name">Identifier.</param>
/// <param name="Title">For a person.</param>
/// <param name="Rates">By decision.</param>
internal sealed record RatedPolicy(string Name, string Title, double[] Rates)
{
    /// <summary>The greatest rate that policy allows each applicant, on the grid.</summary>
    public static RatedPolicy Card(ProductDefinition product, LoggedDecision[] decisions) => new(
        "card", "Standard card: each applicant's greatest rate", [.. decisions.Select(d => (double?)CardRate.Of(product, d.Applicant) ?? double.NaN)]);

    /// <summary>What a pair of models would offer for the amount and the months that were offered: only rates are valued.</summary>
    public static RatedPolicy Engine(RegisteredModels models, string alias, LoggedDecision[] decisions, int threads, CancellationToken cancellation)
    {
        var engine = models.Engine();
        var rates = new double[decisions.Length];
        Parallel.For(0, decisions.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, i =>
        {
            var (amount, months, _) = decisions[i].Terms;
            var only = new OfferConstraints { MinimumAmount = amount, MaximumAmount = amount, Months = [months] };
            var offer = engine.Decide(new OfferRequest(decisions[i].Applicant, amount, only, 0, false)).Offer;
            rates[i] = offer is null ? double.NaN : (double)offer.Terms.Rate;
        });
        return new RatedPolicy($"engine:{alias}", $"Offer engine, {models.Description}", rates);
    }
}

/// <summary>What the offers of a log earn in expectation by a pair of models: the control variate of the doubly robust estimators.</summary>
/// <param name="AsOffered">By decision, at the rate that was offered.</param>
/// <param name="ByPolicy">By policy and decision, at the policy's rate; 0 where it makes no offer.</param>
internal sealed record ExpectedProfits(double[] AsOffered, double[][] ByPolicy)
{
    /// <summary>Asks the models about every decision.</summary>
    public static ExpectedProfits Of(
        ExpectedByModels models, LoggedDecision[] decisions, IReadOnlyList<RatedPolicy> policies, int threads, CancellationToken cancellation)
    {
        var profits = new ExpectedProfits(new double[decisions.Length], [.. policies.Select(_ => new double[decisions.Length])]);
        Parallel.For(0, decisions.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, i =>
        {
            profits.AsOffered[i] = models.At(decisions[i], (double)decisions[i].Terms.Rate);
            for (int p = 0; p < policies.Count; p++)
                profits.ByPolicy[p][i] = double.IsNaN(policies[p].Rates[i]) ? 0 : models.At(decisions[i], policies[p].Rates[i]);
        });
        return profits;
    }
}

/// <summary>Asks a pair of models what an offer earns in expectation.</summary>
internal sealed class ExpectedByModels(ProductDefinition product, LoanModel risk, LoanModel acceptance)
{
    /// <summary>P(acceptance) × [(1 − P(default)) × margin − P(default) × loss given default × exposure], at a rate.</summary>
    public double At(LoggedDecision decision, double rate)
    {
        var terms = decision.Terms with { Rate = (decimal)rate };
        var price = LoanPricing.Price(product.Economics, product.RatePeriod, terms);
        double accepts = Probability(acceptance, decision.Applicant, terms), defaults = Probability(risk, decision.Applicant, terms);
        return accepts * (((1 - defaults) * price.Margin) - (defaults * (double)product.Economics.LossGivenDefault * price.Exposure));
    }

    private static double Probability(LoanModel model, Applicant applicant, in OfferTerms terms)
    {
        var row = new float[model.Encoder.Features.Length];
        model.Encoder.Encode(applicant, new OfferVector((double)terms.Amount, terms.Months, (double)terms.Rate), row);
        return model.Probability(row);
    }
}

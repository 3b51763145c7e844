using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Loading;

/// <summary>Reads <c>policy</c>: what the lender does not do.</summary>
internal static class PolicySection
{
    private const string ProbabilityMember = "maximumProbabilityOfDefault";
    private const string FloorMember = "minimumProbabilityOfAcceptance";

    public static Policy Read(ObjectReader product, FeatureReferences features)
    {
        if (product.Object("policy") is not { } json)
            return new Policy();
        var policy = new Policy
        {
            RateCaps = Rates(json, "rateCaps", features),
            RateLimits = [.. json.OptionalArray("rateLimits").Select(item => RateLimit(new ObjectReader(item.Value, item.Path, json.Faults), features))],
            MaximumProbabilityOfDefault = (double?)Share(json, ProbabilityMember, json.OptionalNumber(ProbabilityMember)),
            MinimumProbabilityOfAcceptance = (double?)Share(json, FloorMember, json.OptionalNumber(FloorMember)),
            NearlyEqual = NearlyEqual(json),
            InstallmentToIncome = InstallmentToIncome(json, features),
            Requested = Requested(json),
            Card = Card(json, features),
            Markup = Markup(json),
            RateCard = RateCardUse(json),
        };
        json.Close();
        return policy;
    }

    private static ByCategory<decimal>? Rates(ObjectReader json, string member, FeatureReferences features) =>
        features.ByCategory(json, member, (element, path) =>
        {
            var rate = ObjectReader.AsNumber(element, path, json.Faults) ?? 0;
            if (rate < 0)
                json.Faults.Add(new Fault(path, "Must not be below 0."));
            return rate;
        });

    private static RateLimit RateLimit(ObjectReader json, FeatureReferences features)
    {
        const decimal Most = 1000;
        var above = NumberLimits.Check(json.Number("above"), -Most, Most, json.PathOf("above"), json.Faults);
        var limit = new RateLimit(features.Numeric(json, "feature"), above);
        json.Close();
        return limit;
    }

    private static RateCard? Card(ObjectReader policy, FeatureReferences features)
    {
        if (policy.OptionalObject("card") is not { } json)
            return null;
        var rates = Rates(json, "rates", features);
        if (rates is null && !json.Has("rates"))
            json.AddFault("rates", "Is required.");
        var card = new RateCard(rates!, Gain(json, "minimumGain"), Gain(json, "minimumGainShare"));
        json.Close();
        return rates is null ? null : card;
    }

    private static RequestedTerms Requested(ObjectReader policy)
    {
        var standard = new Policy().Requested;
        if (policy.OptionalObject("requested") is not { } json)
            return standard;
        var terms = new RequestedTerms(json.OptionalChoice("amount", standard.Amount), json.OptionalChoice("months", standard.Months));
        json.Close();
        return terms;
    }

    private static NearlyEqual? NearlyEqual(ObjectReader policy)
    {
        if (policy.OptionalObject("nearlyEqual") is not { } json)
            return null;
        if (!json.Has("within") && !json.Has("withinShare"))
            json.Faults.Add(new Fault(json.Path, "Must have within or withinShare."));
        var share = json.OptionalNumber("withinShare") ?? 0;
        if (share is < 0 or >= 1)
            json.AddFault("withinShare", "Must be 0 or above and less than 1.");
        var equal = new NearlyEqual(Gain(json, "within"), share, json.Choice<Preference>("prefer"));
        json.Close();
        if (policy.Has("card"))
            policy.AddFault("nearlyEqual", "Must not stand beside card: both say which of nearly equal offers is made.");
        return equal;
    }

    private static RateMarkup? Markup(ObjectReader policy)
    {
        const decimal Most = 1000;
        if (policy.OptionalObject("markup") is not { } json)
            return null;
        var markup = new RateMarkup(NumberLimits.Check(json.Number("points"), 0, Most, json.PathOf("points"), json.Faults));
        json.Close();
        return markup;
    }

    private static RateCardUse? RateCardUse(ObjectReader policy)
    {
        if (policy.OptionalObject("rateCard") is not { } json)
            return null;
        var use = json.Choice<RateCardUse>("use");
        json.Close();
        return use;
    }

    private static decimal Gain(ObjectReader json, string member)
    {
        var gain = json.OptionalNumber(member) ?? 0;
        if (gain < 0)
            json.AddFault(member, "Must not be below 0.");
        return gain;
    }

    private static InstallmentToIncome? InstallmentToIncome(ObjectReader policy, FeatureReferences features)
    {
        if (policy.OptionalObject("installmentToIncome") is not { } json)
            return null;
        var limit = new InstallmentToIncome(
            features.Numeric(json, "incomeFeature"),
            json.Has("maximum") ? Share(json, "maximum", json.Number("maximum")) ?? 0 : json.Number("maximum"));
        json.Close();
        return limit;
    }

    private static decimal? Share(ObjectReader json, string member, decimal? value)
    {
        if (value is <= 0 or > 1)
            json.AddFault(member, "Must be above 0 and at most 1.");
        return value;
    }
}

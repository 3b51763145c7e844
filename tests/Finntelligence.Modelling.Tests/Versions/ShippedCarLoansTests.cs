using Finntelligence.Histories.CarLoans;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Modelling.Tests.Versions;

/// <summary>The second product's models, beside the truth of the market that they learned from.</summary>
public sealed class ShippedCarLoansTests
{
    private const int People = 300;
    private const ulong OtherSeed = 77;

    private static readonly RegisteredModels Models = RegisteredModels.Load(new Workspace(Repository.Root), CarSimulation.Product, RegistryNames.Production);

    [Fact]
    public void What_is_in_production_is_written_again_byte_for_byte_and_was_made_of_a_clean_tree()
    {
        var registry = new LocalModelRegistry(Repository.File("models/car-loan"), TimeProvider.System);
        foreach (var model in (LoanModel[])[Models.Risk, Models.Acceptance])
        {
            var version = registry.Resolve(model.Manifest.Kind, RegistryNames.Production);
            var contents = new ModelContents(model.Manifest, model.Ensemble, model.Calibrator, model.Support, model.Histograms) { MlNet = model.MlNet, Band = model.Band };

            ModelArtifact.Write(Models.Product, contents).AsSpan().SequenceEqual(File.ReadAllBytes(version.Path)).ShouldBeTrue();
            version.Entry.Tags["tree"].ShouldBe("clean", "commit first, then train what is shipped");
            version.Entry.Tags["data"].ShouldBe("simulated");
        }
    }

    [Fact]
    public void What_is_offered_keeps_to_what_was_asked_and_earns_nearly_what_the_truth_allows()
    {
        var engine = Models.Engine();
        double earned = 0, possible = 0;
        var (offers, asAsked) = (0, 0);
        for (var row = 0; row < People; row++)
        {
            var who = CarSimulation.Application(OtherSeed, row).Applicant;
            var request = new OfferRequest(Of(who), who.RequestedAmount, OfferConstraints.None, 0, false) { RequestedMonths = who.RequestedMonths };
            if (engine.Decide(request).Offer is not { } offer)
                continue;
            offers++;
            asAsked += offer.Terms.Amount == who.RequestedAmount && offer.Terms.Months == who.RequestedMonths ? 1 : 0;
            earned += Truth(who, offer.Terms);
            possible += Rates(who).Max(rate => Truth(who, offer.Terms with { Rate = rate }));
        }

        offers.ShouldBeGreaterThan(People / 2);
        asAsked.ShouldBeGreaterThan(offers * 4 / 5);
        (earned / possible).ShouldBeInRange(0.85, 1);
    }

    // Those that the policy leaves: the tier's cap, and two points above the competitor.
    private static IEnumerable<decimal> Rates(CarApplicant who)
    {
        var most = Math.Min(Models.Product.Policy.RateCaps!.Values[who.Tier], who.CompetitorRate + 2 ?? decimal.MaxValue);
        for (var rate = Models.Product.Offer.Rate.Minimum; rate <= most; rate += Models.Product.Offer.Rate.Step)
            yield return rate;
    }

    private static double Truth(CarApplicant who, OfferTerms terms)
    {
        var price = LoanPricing.Price(Models.Product.Economics, Models.Product.RatePeriod, terms);
        var (amount, months, rate) = ((double)terms.Amount, terms.Months, (double)terms.Rate);
        var defaults = CarMarket.ProbabilityOfDefault(who, amount, months, rate);
        return CarMarket.ProbabilityOfTakeUp(who, amount, months, rate)
            * (((1 - defaults) * price.Margin) - (defaults * (double)Models.Product.Economics.LossGivenDefault * price.Exposure));
    }

    private static Applicant Of(CarApplicant who) => new(
    [
        who.Tier, who.BureauScore ?? float.NaN, who.MonthlyIncome ?? float.NaN, who.YearsEmployed, who.Make, who.Region, who.VehicleAge,
        who.VehiclePrice, (float?)who.CompetitorRate ?? float.NaN,
    ]);
}

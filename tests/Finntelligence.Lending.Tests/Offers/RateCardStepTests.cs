using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Offers.Exploring;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.RateCards;
using Finntelligence.Lending.Tests.Models;

namespace Finntelligence.Lending.Tests.Offers;

public sealed class RateCardStepTests
{
    [Fact]
    public void The_offer_is_the_best_at_the_rate_of_the_cell_and_the_other_is_told_beside_it()
    {
        var random = new Random(31);
        int offered = 0, declined = 0, differs = 0, capped = 0;
        for (int world = 0; world < 25; world++)
        {
            var plain = SomeRequests.Product(random);
            var product = With(plain, RateCardUse.Offer);
            var (risk, acceptance) = SomeRequests.Models(product, random);
            var card = Card(random, product);
            var (engine, oneByOne) = (new OfferEngine(product, risk, acceptance, card), new OfferEngine(plain, risk, acceptance));
            for (int i = 0; i < 16; i++)
            {
                var request = SomeRequests.Request(product, random);
                var cell = Cell(card, request);
                decimal cap = product.Policy.RateCaps!.Values[(int)request.Applicant.Values[0]];
                decimal rate = Math.Min(cell.Rate, cap);
                capped += rate < cell.Rate ? 1 : 0;
                var expected = new BruteForce(product, risk, acceptance).Run(request).Lines.FirstOrDefault(l => l.Terms.Rate == rate);

                var decision = engine.Decide(request);

                var comparison = decision.RateCard.ShouldNotBeNull();
                comparison.Cell.ShouldBe(cell.Name);
                comparison.Rate.ShouldBe(rate);
                var other = oneByOne.Decide(request).Offer;
                comparison.OneByOne?.Terms.ShouldBe(other!.Terms);
                (comparison.OneByOne is null).ShouldBe(other is null);
                if (expected is not { Profit: > 0 })
                {
                    decision.Offer.ShouldBeNull();
                    decision.Reasons.ShouldNotBeEmpty();
                    comparison.ByCard.ShouldBeNull();
                    comparison.ProfitDifference.ShouldBe(other?.ExpectedProfit ?? 0);
                    declined++;
                    continue;
                }

                offered++;
                decision.Offer.ShouldNotBeNull().Terms.ShouldBe(expected.Terms);
                decision.Alternatives.ShouldAllBe(a => a.Terms.Rate == rate && a.Terms != expected.Terms);
                comparison.ByCard!.Terms.ShouldBe(expected.Terms);
                comparison.ProfitDifference.ShouldBe(other!.ExpectedProfit - decision.Offer.ExpectedProfit);
                comparison.ProfitDifference.ShouldBeGreaterThanOrEqualTo(0);
                comparison.RateDifference.ShouldBe(other.Terms.Rate - rate);
                differs += comparison.RateDifference != 0 ? 1 : 0;
            }
        }

        // The sample must contain what it is meant to test.
        offered.ShouldBeGreaterThan(50);
        declined.ShouldBeGreaterThan(50);
        differs.ShouldBeGreaterThan(20);
        capped.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void To_compare_leaves_the_decision_as_it_was()
    {
        var random = new Random(37);
        var plain = SomeRequests.Product(random);
        var product = With(plain, RateCardUse.Compare);
        var (risk, acceptance) = SomeRequests.Models(product, random);
        var card = Card(random, product);
        var (engine, offering, without) = (
            new OfferEngine(product, risk, acceptance, card), new OfferEngine(With(plain, RateCardUse.Offer), risk, acceptance, card), new OfferEngine(plain, risk, acceptance));
        for (int i = 0; i < 50; i++)
        {
            var request = SomeRequests.Request(product, random) with { Search = i % 2 == 0 ? SearchMode.Grid : SearchMode.Exact };

            var decision = engine.Decide(request);

            var expected = without.Decide(request);
            decision.Offer?.Terms.ShouldBe(expected.Offer!.Terms);
            decision.Search.ShouldBe(expected.Search);
            decision.Reasons.ShouldBe(expected.Reasons);
            decision.RateCard!.Use.ShouldBe(RateCardUse.Compare);
            decision.RateCard.ByCard?.Terms.ShouldBe(offering.Decide(request).Offer!.Terms);
            expected.RateCard.ShouldBeNull();
        }
    }

    [Fact]
    public void Without_the_products_word_no_card_counts()
    {
        var product = SomeProduct.CashLoan;
        var engine = new OfferEngine(
            product, SomeModels.Constant(product, ModelKind.Risk, 0.1), SomeModels.Constant(product, ModelKind.Acceptance, 0.1),
            new SegmentCard(product.Name, new CardCell("A", product.Offer.Rate.Minimum)));

        engine.Decide(new OfferRequest(SomeApplicants.Typical(product, "LOW"), 1000, OfferConstraints.None, 0, false)).RateCard.ShouldBeNull();
    }

    [Fact]
    public void A_customer_who_wants_less_than_the_cards_rate_is_told_so()
    {
        var product = With(SomeProduct.CashLoan, RateCardUse.Offer);
        var engine = new OfferEngine(
            product, SomeModels.Constant(product, ModelKind.Risk, 0.1), SomeModels.Constant(product, ModelKind.Acceptance, 0.1),
            new SegmentCard(product.Name, new CardCell("A", 7.5m)));

        var decision = engine.Decide(new OfferRequest(
            SomeApplicants.Typical(product, "LOW"), 1000, OfferConstraints.None with { MaximumRate = 7 }, 0, false));

        var reason = decision.Reasons.ShouldHaveSingleItem();
        (reason.Code, reason.Feature).ShouldBe(("RATE_NOT_AVAILABLE", "maxRate"));
        reason.Text.ShouldBe("The greatest rate asked for, 7 %, is below the least we can offer, 7.5 %.");
        decision.RateCard!.OneByOne.ShouldNotBeNull();
    }

    [Fact]
    public void What_is_offered_at_each_rate_is_what_a_card_of_that_rate_would_offer()
    {
        var random = new Random(41);
        for (int world = 0; world < 6; world++)
        {
            var product = With(SomeRequests.Product(random), RateCardUse.Offer);
            var (risk, acceptance) = SomeRequests.Models(product, random);
            var menu = new RateMenu(product, new OfferExplorer(product, risk, acceptance));
            var offers = new RateOffer[menu.Rates.Length];
            for (int i = 0; i < 6; i++)
            {
                var request = SomeRequests.Request(product, random);
                menu.Write(request, offers);
                for (int r = 0; r < offers.Length; r += 5)
                {
                    var engine = new OfferEngine(product, risk, acceptance, new SegmentCard(product.Name, new CardCell("A", menu.Rates[r])));

                    var offer = engine.Decide(request).RateCard!.ByCard;

                    offers[r].Profit.ShouldBe(offer?.ExpectedProfit ?? 0);
                    offers[r].Acceptance.ShouldBe((float)(offer?.ProbabilityOfAcceptance ?? 0));
                }
            }
        }
    }

    [Fact]
    public void The_product_declares_what_the_card_is_for()
    {
        Product("""{ "use": "offer" }""").Policy.RateCard.ShouldBe(RateCardUse.Offer);
        Product("""{ "use": "compare" }""").Policy.RateCard.ShouldBe(RateCardUse.Compare);
        Should.Throw<InvalidProductException>(() => Product("""{ "use": "always" }""")).Faults.Single().Path.ShouldBe("policy.rateCard.use");
        Should.Throw<InvalidProductException>(() => Product("""{ "use": "offer", "alias": "x" }""")).Faults.Single().Path.ShouldBe("policy.rateCard.alias");
    }

    private static ProductDefinition Product(string rateCard)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Repository.File("data/cash-loan/product.json")))!;
        json["policy"]!["rateCard"] = System.Text.Json.Nodes.JsonNode.Parse(rateCard);
        return ProductLoader.Parse(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    private static ProductDefinition With(ProductDefinition product, RateCardUse use) => product with { Policy = product.Policy with { RateCard = use } };

    private static SegmentCard Card(Random random, ProductDefinition product)
    {
        var inputs = new CardInputs(product);
        var axis = product.Offer.Rate;
        decimal Rate() => axis.Minimum + (axis.Step * random.Next((int)((axis.Maximum - axis.Minimum) / axis.Step) + 1));
        return new SegmentCard(product.Name, new CardSplit(
            new CardQuestion.OneOf(inputs.PositionOf("riskCategory"), [random.Next(3)], false),
            new CardSplit(
                new CardQuestion.Below(inputs.PositionOf(CardInputs.RequestedAmount), random.Next(300, 2000), false), new CardCell("A", Rate()), new CardCell("B", Rate())),
            new CardSplit(
                new CardQuestion.Below(inputs.PositionOf(CardInputs.RequestedMonths), 6, random.Next(2) == 0), new CardCell("C", Rate()),
                new CardSplit(new CardQuestion.Below(inputs.PositionOf("bureauScore"), 600, random.Next(2) == 0), new CardCell("D", Rate()), new CardCell("E", Rate())))));
    }

    // Again from the declarations, as BruteForce has it.
    private static CardCell Cell(SegmentCard card, OfferRequest request)
    {
        var inputs = new float[request.Applicant.Values.Length + 2];
        request.Applicant.Values.CopyTo(inputs);
        decimal last = (decimal)request.Applicant.Values[6];
        inputs[^2] = (float)Math.Min(Math.Min(request.RequestedAmount ?? Math.Max(200, Math.Min(10000, last)), 10000), 2.5m * last);
        int[] terms = request.Applicant.Values[0] == 2 ? [4] : [4, 6, 12];
        int[] open = [.. terms.Where(t => request.Constraints.Months.IsDefaultOrEmpty || request.Constraints.Months.Contains(t))];
        inputs[^1] = open.Length == 0 ? float.NaN : open.Max();
        return card.CellOf(inputs);
    }
}

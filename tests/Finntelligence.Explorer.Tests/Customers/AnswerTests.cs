using Finntelligence.Explorer.Customers.Answers;
using Finntelligence.Lending.Offers.Exploring;
using Finntelligence.Lending.Products;

namespace Finntelligence.Explorer.Tests.Customers;

public sealed class AnswerTests
{
    [Theory]
    [InlineData("cash-loan")]
    [InlineData("car-loan")]
    [InlineData("car-loan", "ask.maxInstallment", "300")]
    [InlineData("cash-loan", "ask.requestedAmount", "2450")]
    [InlineData("cash-loan", "ask.maxRate", "3.5")]
    public void What_the_map_marks_is_what_the_search_counted(string product, string? name = null, string? value = null)
    {
        var answer = name is null ? Pairs.Answer(product) : Pairs.Answer(product, (name, value!));

        var pictures = OfferPictures.Of(answer, CancellationToken.None);

        pictures.Standings.Length.ShouldBe(pictures.Surface.Offers.Length);
        pictures.Count(OfferStanding.Feasible).ShouldBe(answer.Decision.Search.OffersFeasible);
        pictures.Count(OfferStanding.OutsideSupport).ShouldBe(answer.Decision.Search.OffersOutsideSupport);
        for (var i = 0; i < pictures.Standings.Length; i++)
            (pictures.Standings[i] == OfferStanding.Feasible).ShouldBe(pictures.Surface.Offers[i].IsFeasible);
    }

    [Theory]
    [InlineData("cash-loan")]
    [InlineData("car-loan")]
    public void The_curves_go_through_the_offer_and_the_history_is_whole(string product)
    {
        var answer = Pairs.Answer(product);
        var offer = answer.Offer.ShouldNotBeNull();

        var curves = RateCurves.Of(answer, offer.Terms);

        var at = curves.Rates.IndexOf(offer.Terms.Rate);
        curves.Acceptance[at].ShouldBe(offer.ProbabilityOfAcceptance);
        curves.Default[at].ShouldBe(offer.ProbabilityOfDefault);
        curves.History.Sum().ShouldBe(1, 1e-9);
    }

    [Theory]
    [InlineData("cash-loan")]
    [InlineData("car-loan")]
    public void Every_change_that_is_found_changes_the_answer_and_a_whole_number_nearer_does_not(string product)
    {
        var answer = Pairs.Answer(product);

        var changes = SmallestChanges.Of(answer, CancellationToken.None);

        changes.Select(c => c.Feature.Name).ShouldBe(answer.Pair.Product.Applicant.Where((_, i) => !float.IsNaN(answer.Request.Applicant.Values[i])).Select(f => f.Name));
        changes.Count(c => c.To is not null).ShouldBeGreaterThan(2);
        foreach (var change in changes.Where(c => c.To is not null))
        {
            Terms(answer, change.Feature, change.To!.Value).ShouldBe(change.Then?.Terms);
            change.Then?.Terms.ShouldNotBe(answer.Offer!.Terms);
            if (change.Feature.Kind == ApplicantFeatureKind.Integer && Math.Abs(change.To.Value - change.From) <= SmallestChanges.MostTried / 2)
            {
                for (var distance = 1; distance < Math.Abs(change.To.Value - change.From); distance++)
                {
                    foreach (var nearer in new[] { change.From - distance, change.From + distance }.Where(v => (decimal)v >= change.Feature.Minimum && (decimal)v <= change.Feature.Maximum))
                        Terms(answer, change.Feature, nearer).ShouldBe(answer.Offer?.Terms, $"{change.Feature.Name} {nearer}");
                }
            }
        }
    }

    [Fact]
    public void What_is_not_stated_is_not_changed() =>
        SmallestChanges.Of(Pairs.Answer("cash-loan", ("bureauScore", "")), CancellationToken.None).ShouldNotContain(c => c.Feature.Name == "bureauScore");

    [Fact]
    public void A_search_for_changes_can_be_given_up() =>
        Should.Throw<OperationCanceledException>(() => SmallestChanges.Of(Pairs.Answer("cash-loan"), new CancellationToken(canceled: true)));

    private static OfferTerms? Terms(CustomerAnswer answer, ApplicantFeature feature, float value)
    {
        var at = answer.Pair.Product.Applicant.IndexOf(feature);
        var applicant = answer.Request.Applicant with { Values = answer.Request.Applicant.Values.SetItem(at, value) };
        return answer.Pair.Engine.Decide(answer.Request with { Applicant = applicant }).Offer?.Terms;
    }
}

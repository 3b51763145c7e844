using System.Text;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.RateCards;
using Finntelligence.Lending.Tests.Models;

namespace Finntelligence.Lending.Tests.RateCards;

public sealed class CardJsonTests
{
    private static readonly CardInputs Inputs = new(SomeProduct.CashLoan);

    [Fact]
    public void A_card_is_read_as_it_was_written()
    {
        var card = new SegmentCard(
            "cash-loan",
            new CardSplit(
                new CardQuestion.OneOf(At("riskCategory"), [0, 2], true),
                new CardSplit(new CardQuestion.Below(At("bureauScore"), 612.5m, true), new CardCell("A", 9.75m), new CardCell("B", 7.5m)),
                new CardSplit(
                    new CardQuestion.Missing(At("monthlyIncome")), new CardCell("C", 3.25m),
                    new CardSplit(new CardQuestion.Below(At(CardInputs.RequestedAmount), 2000, false), new CardCell("D", 11.75m), new CardCell("E", 11.5m)))),
            new CardMaking
            {
                Objective = "models",
                RiskSha256 = "a",
                AcceptanceSha256 = "b",
                DataName = "history.csv",
                DataSha256 = "c",
                IsSimulated = true,
                Metrics = System.Collections.Immutable.ImmutableSortedDictionary<string, double>.Empty.Add(CardMetrics.Gain, -1.25),
            });

        byte[] json = CardJson.Write(card, SomeProduct.CashLoan);
        var read = CardJson.Read(json, SomeProduct.CashLoan);

        CardJson.Write(read, SomeProduct.CashLoan).ShouldBe(json);
        read.Root.ShouldBe(card.Root);
        read.Cells.Select(c => c.Name).ShouldBe(["A", "B", "C", "D", "E"]);
        read.Making!.Metrics[CardMetrics.Gain].ShouldBe(-1.25);
    }

    [Fact]
    public void Every_fault_is_told_at_once_with_its_place()
    {
        const string Json = """
            {
              "format": 1, "product": "car-loan",
              "card": {
                "by": "riskCategroy", "in": ["LOW"],
                "then": { "cell": "A", "rate": 7.8 },
                "else": {
                  "by": "riskCategory", "in": ["LOW", "BEST"], "orMissing": 1,
                  "then": { "cell": "A", "rate": 9.75, "colour": "red" },
                  "else": { "by": "bureauScore", "in": ["x"], "below": 3, "then": { "rate": 3.25 } }
                }
              }
            }
            """;

        string message = Should.Throw<InvalidModelException>(() => CardJson.Read(Encoding.UTF8.GetBytes(Json), SomeProduct.CashLoan)).Message;

        message.ShouldContain("product (line 2): The card is of \"car-loan\"");
        message.ShouldContain("card.by (line 4): \"riskCategroy\" is no feature of the applicant, nor what is asked for. Did you mean \"riskCategory\"?");
        message.ShouldContain("card.then.rate (line 5): Must be one of the rates of the product's offer.rate.");
        message.ShouldContain("card.else.in[1] (line 7): \"BEST\" is none of the values: LOW, MEDIUM, HIGH.");
        message.ShouldContain("card.else.orMissing (line 7)");
        message.ShouldContain("card.else.then.cell (line 8): \"A\" is the name of another cell.");
        message.ShouldContain("card.else.then.colour (line 8): Is not known here.");
        message.ShouldContain("card.else.else.in (line 9): Must not stand beside below.");
        message.ShouldContain("card.else.else.then.cell (line 9): Is missing.");
        message.ShouldContain("card.else.else.else (line 9): Is missing.");
    }

    [Fact]
    public void A_file_is_told_from_a_zip_by_what_it_begins_with_and_damage_is_refused()
    {
        byte[] json = CardJson.Write(new SegmentCard("cash-loan", new CardCell("A", 9.75m)), SomeProduct.CashLoan);
        byte[] zip = CardArtifact.Write(json, [("card.html", Encoding.UTF8.GetBytes("<p>"))]);

        CardArtifact.Read(json, SomeProduct.CashLoan).Card.Cells.Single().Rate.ShouldBe(9.75m);
        CardArtifact.Read(zip, SomeProduct.CashLoan).Card.Cells.Single().Rate.ShouldBe(9.75m);
        zip[zip.Length / 2] ^= 1;
        Should.Throw<InvalidModelException>(() => CardArtifact.Read(zip, SomeProduct.CashLoan));
        Should.Throw<InvalidModelException>(() => CardArtifact.Read(Encoding.UTF8.GetBytes("{"), SomeProduct.CashLoan));
        Should.Throw<InvalidModelException>(() => CardArtifact.Read(CardArtifact.Write(json, [])[..^3], SomeProduct.CashLoan));
    }

    [Fact]
    public void A_card_is_said_in_words()
    {
        var words = new CardWords(Inputs);

        words.Of([new CardAnswer(new CardQuestion.OneOf(0, [0, 1], false), false), new CardAnswer(new CardQuestion.Below(At("bureauScore"), 620, true), true)])
            .ShouldBe("riskCategory is HIGH, bureauScore below 620 or missing");
        words.Of([new CardAnswer(new CardQuestion.Below(At("bureauScore"), 620, true), false), new CardAnswer(new CardQuestion.Missing(At("priorLoans")), false)])
            .ShouldBe("bureauScore at least 620, priorLoans is known");
        words.Of([]).ShouldBe("everybody");
        // Two answers about one input are one.
        words.Of([new CardAnswer(new CardQuestion.OneOf(0, [0, 1], false), true), new CardAnswer(new CardQuestion.OneOf(0, [0], false), false)])
            .ShouldBe("riskCategory is MEDIUM");
        words.Of([new CardAnswer(new CardQuestion.Below(At("bureauScore"), 620, true), false), new CardAnswer(new CardQuestion.Below(At("bureauScore"), 700, true), true)])
            .ShouldBe("bureauScore from 620 to below 700");
        words.Of([new CardAnswer(new CardQuestion.Missing(At("bureauScore")), true)]).ShouldBe("bureauScore is missing");
    }

    private static int At(string name) => Inputs.PositionOf(name);
}

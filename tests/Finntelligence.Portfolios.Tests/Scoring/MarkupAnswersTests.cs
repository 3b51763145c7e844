using System.Buffers;
using System.Text;
using System.Text.Json;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;
using Finntelligence.Portfolios.Scoring.Answers;

namespace Finntelligence.Portfolios.Tests.Scoring;

/// <summary>That a rate was found by cost and risk alone stands in what is scored.</summary>
public sealed class MarkupAnswersTests
{
    private static readonly MarkupPricing Marked = new(2.5m, [ModelKind.Acceptance]);

    [Fact]
    public void The_last_column_has_the_points_of_the_markup()
    {
        var answers = new CsvAnswers(named: false, header: true, markup: true);

        answers.DecisionHeader.TrimEnd('\n').Split(',')[^1].ShouldBe("markup");
        Row(answers, Marked)[^1].ShouldBe("2.5");
        Row(answers, null)[^1].ShouldBe("");
        Row(answers, Marked).Length.ShouldBe(answers.DecisionHeader.Split(',').Length);
        new CsvAnswers(named: false, header: true).DecisionHeader.ShouldNotContain("markup");
    }

    [Fact]
    public void A_line_of_JSON_says_it_as_the_service_does()
    {
        using var answers = new NdjsonAnswers(ProductLoader.Load(Repository.File("data/cash-loan/product.json")));

        var markup = JsonDocument.Parse(Written(answers, Marked)).RootElement.GetProperty("markup");
        (markup.GetProperty("points").GetDouble(), markup.GetProperty("because").GetString()).ShouldBe((2.5, Marked.Sentence));
        JsonDocument.Parse(Written(answers, null)).RootElement.TryGetProperty("markup", out _).ShouldBeFalse();
    }

    private static string[] Row(CsvAnswers answers, MarkupPricing? markup) => Written(answers, markup).TrimEnd('\n').Split(',');

    private static string Written(IAnswerWriter answers, MarkupPricing? markup)
    {
        var output = new ArrayBufferWriter<byte>();
        var request = new OfferRequest(new Applicant([]), null, OfferConstraints.None, 0, false);
        answers.WriteDecision(output, new LineReading("1", request, []), new Decision(null, [], [], new SearchSummary(3, 2, 1), null) { Markup = markup });
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}

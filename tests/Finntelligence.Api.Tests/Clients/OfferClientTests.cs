using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Finntelligence.Api.Tests.Support;
using Finntelligence.Client;

namespace Finntelligence.Api.Tests.Clients;

/// <summary>The client against the service.</summary>
public sealed class OfferClientTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();
    private readonly TestService _service;
    private readonly OfferClient _client;

    public OfferClientTests()
    {
        _service = new TestService(_workspace);
        _client = new OfferClient(_service.CreateClient());
    }

    public void Dispose()
    {
        _service.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task An_Offer_Comes_With_All_That_Was_Asked_For()
    {
        var answer = await _client.PredictAsync(new PredictRequest
        {
            Applicant = Applicant(),
            RequestedAmount = 1500,
            Constraints = new PredictConstraints { Months = [4, 6], MaxRate = 9.75m },
            Alternatives = 2,
            Explain = true,
            Schedule = true,
            Disclosure = true,
            Search = new PredictSearch { Mode = SearchMode.Exact },
        });

        answer.Decision.ShouldBe(DecisionKind.Offer);
        var offer = answer.Offer.ShouldNotBeNull();
        offer.Amount.ShouldBeInRange(100, 1500);
        offer.Rate.ShouldBeLessThanOrEqualTo(9.75m);
        offer.Schedule!.Sum(p => p.Amount).ShouldBe(offer.TotalPayable);
        offer.Schedule!.Sum(p => p.Interest).ShouldBe(offer.TotalInterest);
        answer.Alternatives!.Count.ShouldBe(2);
        answer.Search.Exact.ShouldNotBeNull().AmountStep.ShouldBe(1);
        answer.Disclosure!.Figures!.TotalPayable.ShouldBe(offer.TotalPayable);
        answer.Explanation!.Default.Contributions.Single(c => c.Feature == "riskCategory").Value!.GetValue<string>().ShouldBe("LOW");
        answer.Models.Risk.ShouldBe(new Model("1", TestWorkspace.Hash(File.ReadAllBytes(_workspace.FileOf("risk")))));
    }

    [Fact]
    public async Task A_Decline_Has_Reasons_And_No_Offer()
    {
        var answer = await _client.PredictAsync(new PredictRequest { Applicant = Applicant(), Constraints = new PredictConstraints { MaxInstallment = 0.01m } });

        answer.Decision.ShouldBe(DecisionKind.Decline);
        answer.Offer.ShouldBeNull();
        answer.Reasons![0].Code.ShouldBe("INSTALLMENT_NOT_AVAILABLE");
    }

    [Fact]
    public async Task Faults_Of_The_Request_Are_All_Told_By_Path()
    {
        var applicant = Applicant();
        applicant["riskCategory"] = "PURPLE";
        var fault = await Should.ThrowAsync<InvalidRequestException>(() => _client.PredictAsync(new PredictRequest { Applicant = applicant, RequestedAmount = -1 }));

        fault.Errors.Keys.ShouldBe(["applicant.riskCategory", "requestedAmount"], ignoreOrder: true);
        fault.Status.ShouldBe(HttpStatusCode.BadRequest);
        fault.Problem!.Title.ShouldBe("The request has faults.");
    }

    [Fact]
    public async Task A_Service_Without_Models_Says_So()
    {
        using var empty = new TestWorkspace();
        await using var service = new TestService(empty);
        var fault = await Should.ThrowAsync<OfferServiceException>(
            () => new OfferClient(service.CreateClient()).ExploreAsync(new PredictRequest { Applicant = Applicant() }));

        fault.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        fault.Problem!.Status.ShouldBe(503);
        fault.Message.ShouldContain(fault.Problem.Title);
    }

    [Fact]
    public async Task All_Open_Offers_Are_Explored()
    {
        var answer = await _client.ExploreAsync(new PredictRequest { Applicant = Applicant() });
        var best = await _client.PredictAsync(new PredictRequest { Applicant = Applicant() });

        answer.Terms.Select(t => t.Months).ShouldBe([4, 6, 12]);
        answer.Terms[0].ExpectedProfit.Count.ShouldBe(answer.Rates.Count);
        answer.Terms.SelectMany(t => t.ExpectedProfit).SelectMany(p => p).Max().ShouldBe(best.Offer!.ExpectedProfit);
        answer.Frontier[0].Rate.ShouldBe(best.Offer.Rate);
    }

    [Fact]
    public async Task A_Batch_Is_Answered_In_Order_Whatever_A_Request_Carries()
    {
        foreach (var linesPerRequest in (int[])[1, 7, 20, 1000])
        {
            var answers = await _client.PredictBatchAsync(Lines(20), linesPerRequest).ToListAsync();

            answers.Select(a => a.Line).ShouldBe(Enumerable.Range(1, 20).Select(i => (long)i));
            answers.Select(a => a.Id!.GetValue<int>()).ShouldBe(Enumerable.Range(0, 20));
            answers.Select(a => a.Errors is null).ShouldBe(Enumerable.Range(0, 20).Select(i => i != 13));
            answers.ShouldAllBe(a => (a.Answer == null) == (a.Errors != null));
        }

        (await _client.PredictBatchAsync(AsyncEnumerable.Empty<BatchLine>()).ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_Batch_Of_Any_Length_Goes_Over_A_Socket()
    {
        // HTTP/1.1 is read only when all is sent: a request that the server would not take in before it answers never ended.
        await using var service = Api.ServiceApp.Build([$"--Finntelligence:Root={_workspace.Root}", "--urls=http://127.0.0.1:0", "--Finntelligence:WarmUp=0", "--Serilog:MinimumLevel:Default=Fatal"]);
        await service.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(service.Urls.First()) };
        var count = 0;
        await foreach (var answer in new OfferClient(http).PredictBatchAsync(Lines(5_000), linesPerRequest: int.MaxValue))
            answer.Id!.GetValue<int>().ShouldBe(count++);

        count.ShouldBe(5_000);
    }

    [Fact]
    public async Task A_Batch_That_Is_Cancelled_Ends_And_Asks_For_No_More_Lines()
    {
        using var stop = new CancellationTokenSource();
        var taken = 0;
        var answers = _client.PredictBatchAsync(Counted(), linesPerRequest: 2, stop.Token);

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var answer in answers)
                if (answer.Line == 2)
                    await stop.CancelAsync();
        });
        taken.ShouldBeLessThanOrEqualTo(3);

        async IAsyncEnumerable<BatchLine> Counted([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (var line in Lines(1000).WithCancellation(cancellationToken))
            {
                taken++;
                cancellationToken.ThrowIfCancellationRequested();
                yield return line;
            }
        }
    }

    [Fact]
    public async Task A_Call_That_Is_Cancelled_Ends()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => _client.PredictAsync(new PredictRequest { Applicant = Applicant() }, stop.Token));
    }

    [Fact]
    public async Task An_Answer_From_Somebody_Else_Is_A_Fault_That_Says_So()
    {
        var request = new PredictRequest { Applicant = Applicant() };

        (await Should.ThrowAsync<OfferServiceException>(() => Answering(HttpStatusCode.OK, "{}").PredictAsync(request))).Message.ShouldContain("decisionId");
        (await Should.ThrowAsync<OfferServiceException>(() => Answering(HttpStatusCode.OK, "<html>").PredictAsync(request))).InnerException.ShouldBeOfType<JsonException>();
        (await Should.ThrowAsync<OfferServiceException>(() => Answering(HttpStatusCode.OK, "null").PredictAsync(request))).Message.ShouldContain("null");
        var proxy = await Should.ThrowAsync<OfferServiceException>(() => Answering(HttpStatusCode.BadGateway, "<html>").PredictAsync(request));
        (proxy.Status, proxy.Problem).ShouldBe((HttpStatusCode.BadGateway, null));
        await Should.ThrowAsync<OfferServiceException>(() => Answering(HttpStatusCode.BadRequest, "not json", "application/problem+json").PredictAsync(request));
        var lines = Answering(HttpStatusCode.OK, """{"line":1,"errors":{}}""", "application/x-ndjson").PredictBatchAsync(Lines(3));
        (await Should.ThrowAsync<OfferServiceException>(async () => await lines.ToListAsync())).Message.ShouldBe("2 of 3 lines stayed without an answer.");
    }

    [Fact]
    public async Task A_Member_Of_A_Later_Service_Is_Passed_Over()
    {
        var answer = await Answering(HttpStatusCode.OK, """
            { "decisionId": "01a202c7-d75c-787a-8c79-8a4d1b487ad2", "decision": "decline", "offer": null, "reasons": [], "mood": { "bad": true },
              "search": { "offersConsidered": 0, "offersFeasible": 0, "offersOutsideSupport": 0 },
              "models": { "risk": { "version": "1", "sha256": "a", "name": "x" }, "acceptance": { "version": "1", "sha256": "b" } } }
            """).PredictAsync(new PredictRequest { Applicant = Applicant() });

        answer.Decision.ShouldBe(DecisionKind.Decline);
    }

    [Fact]
    public async Task The_Address_May_Have_A_Path_And_Must_Be_There()
    {
        Should.Throw<ArgumentException>(() => new OfferClient(new HttpClient())).ParamName.ShouldBe("http");
        foreach (var address in (string[])["http://host/lender", "http://host/lender/"])
        {
            using var handler = new Canned(HttpStatusCode.OK, "null", "application/json");
            await Should.ThrowAsync<OfferServiceException>(() => Client(handler, address).PredictAsync(new PredictRequest { Applicant = Applicant() }));
            handler.Asked!.AbsoluteUri.ShouldBe("http://host/lender/v1/predict");
        }
    }

    private static Applicant Applicant() => new()
    {
        ["riskCategory"] = "LOW",
        ["monthlyIncome"] = 3200,
        ["bureauScore"] = null,
        ["applicationScore"] = 29,
        ["monthsSinceLastLoan"] = 10,
        ["lastLoanAmount"] = 1000m,
        ["lastLoanMonths"] = 4,
    };

    // The fourteenth of each twenty has a fault.
    private static IAsyncEnumerable<BatchLine> Lines(int count) => Enumerable.Range(0, count)
        .Select(i => new BatchLine { Id = i, Applicant = i % 20 == 13 ? [] : Applicant(), Alternatives = 0 }).ToAsyncEnumerable();

    private static OfferClient Answering(HttpStatusCode status, string body, string type = "application/json") =>
        Client(new Canned(status, body, type), "http://host");

    private static OfferClient Client(HttpMessageHandler handler, string address) => new(new HttpClient(handler) { BaseAddress = new Uri(address) });

    private sealed class Canned(HttpStatusCode status, string body, string type) : HttpMessageHandler
    {
        public Uri? Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked = request.RequestUri;
            return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, type) });
        }
    }
}

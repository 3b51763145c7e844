using Finntelligence.Api.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Finntelligence.Api.Tests.Clients;

/// <summary>What a stranger does with the document: generates a client, compiles it and calls the service.</summary>
public sealed class GeneratedClientTests : IDisposable
{
    private const string UsersCode = """
        using Lender;
        using Lender.Models;
        using Microsoft.Kiota.Abstractions.Authentication;
        using Microsoft.Kiota.Http.HttpClientLibrary;

        public static class Desk
        {
            public static async Task<string[]> AskAsync(HttpClient http)
            {
                var adapter = new HttpClientRequestAdapter(new AnonymousAuthenticationProvider(), httpClient: http) { BaseUrl = "http://localhost" };
                var lender = new LenderClient(adapter);
                var applicant = new Applicant
                {
                    RiskCategory = Applicant_riskCategory.LOW, MonthlyIncome = 3200, ApplicationScore = 29, MonthsSinceLastLoan = 10,
                    LastLoanAmount = 1000, LastLoanMonths = 4,
                };
                var offered = await lender.V1.Predict.PostAsync(new PredictRequest { Applicant = applicant, Explain = true, Disclosure = true });
                var declined = await lender.V1.Predict.PostAsync(
                    new PredictRequest { Applicant = applicant, Constraints = new PredictConstraints { MaxInstallment = 0.01 } });
                var fault = "";
                try
                {
                    await lender.V1.Predict.PostAsync(new PredictRequest { Applicant = new Applicant { RiskCategory = Applicant_riskCategory.LOW } });
                }
                catch (RequestProblem problem)
                {
                    fault = $"{problem.Status} {string.Join(' ', problem.Errors!.AdditionalData.Keys)}";
                }

                var contribution = offered!.Explanation!.Default!.Contributions!.First(c => c.Feature == "riskCategory");
                return
                [
                    $"{offered.Decision} {offered.Offer!.Amount} {offered.Offer.Months} {offered.Models!.Risk!.Version} {contribution.Value!.String} {offered.Disclosure!.Figures!.Months}",
                    $"{declined!.Decision} {declined.Offer is null} {declined.Reasons![0].Code}",
                    fault,
                ];
            }
        }
        """;

    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();
    private readonly TestService _service;
    private readonly TestFolder _folder = new();

    public GeneratedClientTests() => _service = new TestService(_workspace);

    public void Dispose()
    {
        _service.Dispose();
        _workspace.Dispose();
        _folder.Dispose();
    }

    [KiotaFact]
    public async Task A_Client_Generated_By_Kiota_Compiles_And_Gets_An_Offer_A_Decline_And_A_Fault()
    {
        var document = Path.Combine(_folder.Path, "v1.json");
        await File.WriteAllTextAsync(document, await _service.CreateClient().GetStringAsync("/openapi/v1.json"));
        var sources = Path.Combine(_folder.Path, "client");

        var (generated, said) = Kiota.Run(
            "generate", "--openapi", document, "--language", "CSharp", "--class-name", "LenderClient", "--namespace-name", "Lender",
            "--output", sources, "--exclude-backward-compatible");
        generated.ShouldBeTrue(said);
        var desk = CompiledCode.Of(OutputKind.DynamicallyLinkedLibrary, [.. Directory.GetFiles(sources, "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText), UsersCode])
            .GetType("Desk")!;
        var asked = (Task<string[]>)desk.GetMethod("AskAsync")!.Invoke(null, [_service.CreateClient()])!;

        var answers = await asked;
        answers[0].ShouldMatch("^Offer [0-9]+ (4|6|12) 1 LOW (4|6|12)$");
        answers[1].ShouldBe("Decline True INSTALLMENT_NOT_AVAILABLE");
        answers[2].ShouldBe("400 applicant.applicationScore applicant.monthsSinceLastLoan applicant.lastLoanAmount applicant.lastLoanMonths");
    }
}

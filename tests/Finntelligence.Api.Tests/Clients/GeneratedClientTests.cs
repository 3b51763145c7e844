using System.Reflection;
using Finntelligence.Api.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

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
        var desk = Compile(Directory.GetFiles(sources, "*.cs", SearchOption.AllDirectories)).GetType("Desk")!;
        var asked = (Task<string[]>)desk.GetMethod("AskAsync")!.Invoke(null, [_service.CreateClient()])!;

        var answers = await asked;
        answers[0].ShouldMatch("^Offer [0-9]+ (4|6|12) 1 LOW (4|6|12)$");
        answers[1].ShouldBe("Decline True INSTALLMENT_NOT_AVAILABLE");
        answers[2].ShouldBe("400 applicant.applicationScore applicant.monthsSinceLastLoan applicant.lastLoanAmount applicant.lastLoanMonths");
    }

    private static Assembly Compile(IEnumerable<string> files)
    {
        const string Usings =
            "global using System; global using System.Collections.Generic; global using System.Linq; global using System.Net.Http; global using System.Threading.Tasks;";
        // As a project of .NET sees itself; the generated code asks.
        var options = CSharpParseOptions.Default.WithPreprocessorSymbols("NET", "NET8_0_OR_GREATER", "NETCOREAPP3_1_OR_GREATER", "NETSTANDARD2_1_OR_GREATER");
        var compilation = CSharpCompilation.Create(
            "GeneratedClient",
            files.Select(File.ReadAllText).Append(UsersCode).Append(Usings).Select(text => CSharpSyntaxTree.ParseText(text, options)),
            // The framework's own and this project's, the packages that such a client stands on among them.
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        return Assembly.Load(image.ToArray());
    }
}

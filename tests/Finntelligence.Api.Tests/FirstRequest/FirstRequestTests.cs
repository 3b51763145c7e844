using System.Text.Json.Nodes;
using Finntelligence.Api.FirstRequest;
using Finntelligence.Api.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Finntelligence.Api.Tests.FirstRequest;

public sealed class FirstRequestTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task The_answer_is_shown_and_the_service_goes_on()
    {
        string said = await RunAsync(TestService.ValidBody, async address =>
        {
            using var http = new HttpClient { BaseAddress = address };
            (await http.GetAsync("health/ready")).IsSuccessStatusCode.ShouldBeTrue();
        });

        JsonNode.Parse(said[said.IndexOf('{')..(said.LastIndexOf('}') + 1)])!["decision"]!.GetValue<string>().ShouldBe("offer");
        said.ShouldContain("The service goes on at http://127.0.0.1:");
    }

    [Fact]
    public async Task Where_there_is_no_offer_the_reason_is_shown()
    {
        string said = await RunAsync("""{ "applicant": { "riskCategory": "PURPLE" } }""", _ => Task.CompletedTask);

        said.ShouldContain("No offer, status 400:");
        said.ShouldContain("applicant.riskCategory");
    }

    [Fact]
    public void A_file_that_is_not_there_is_named_before_anything_starts() =>
        Should.Throw<FileNotFoundException>(() => ServiceApp.Build([$"--Finntelligence:Root={_workspace.Root}", "--request", "none.json"]))
            .Message.ShouldContain(Path.Combine(_workspace.Root, "none.json"));

    private async Task<string> RunAsync(string body, Func<Uri, Task> meanwhile)
    {
        await File.WriteAllTextAsync(Path.Combine(_workspace.Root, "request.json"), body);
        var console = Console.Out;
        var said = new StringWriter();
        WebApplication service;
        Console.SetOut(said);
        try
        {
            service = ServiceApp.Build([$"--Finntelligence:Root={_workspace.Root}", "--urls=http://127.0.0.1:0", "--Finntelligence:WarmUp=0", "--Serilog:MinimumLevel:Default=Fatal", "--request", "request.json"]);
        }
        finally
        {
            Console.SetOut(console);
        }

        await using (service)
        {
            await service.StartAsync();
            await meanwhile(new Uri(service.Urls.First()));
            await service.Services.GetServices<IHostedService>().OfType<FirstRequestService>().Single().ExecuteTask!;
        }

        return said.ToString();
    }
}

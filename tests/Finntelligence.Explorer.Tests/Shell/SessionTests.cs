using System.Net;
using Finntelligence.Explorer.Hosting;
using Finntelligence.Explorer.Tests.Browsing;
using Finntelligence.ModelOps.Keys;
using Microsoft.Playwright;

namespace Finntelligence.Explorer.Tests.Shell;

/// <summary>Who may look, how many, and from where.</summary>
[Collection(BrowserTests.Name)]
public sealed class SessionTests(Browser browser)
{
    [Fact]
    public void Places_are_as_many_as_there_are()
    {
        var places = new SessionPlaces(new ExplorerLimits(2, 0, 1));

        new[] { places.TryTake(), places.TryTake(), places.TryTake() }.ShouldBe([true, true, false]);
        places.IsFull.ShouldBeTrue();
        places.Leave();
        places.TryTake().ShouldBeTrue();
        places.Taken.ShouldBe(2);
    }

    [BrowserFact]
    public async Task Who_finds_no_place_is_told_so_and_gets_one_that_becomes_free()
    {
        using var service = await RunningService.StartAsync("--Finntelligence:Explorer:Sessions=1");
        var first = await browser.VisitAsync();
        await first.OpenAsync(service.Address);
        await using var second = await browser.VisitAsync();

        var refused = await second.Page.GotoAsync(new Uri(service.Address, "explore?riskCategory=LOW").ToString());

        refused!.Status.ShouldBe(503);
        (await second.Page.TitleAsync()).ShouldBe("The explorer is full");
        (await second.AxeAsync()).ShouldBeEmpty();
        await first.DisposeAsync();
        for (var i = 0; i < 100 && await second.Page.TitleAsync() == "The explorer is full"; i++)
        {
            await Task.Delay(100);
            await second.Page.GetByText("Try again").ClickAsync();
        }

        await second.ConnectedAsync();
        new Uri(second.Page.Url).Query.ShouldBe("?riskCategory=LOW");
    }

    [BrowserFact]
    public async Task A_service_with_keys_asks_for_one_and_a_revoked_one_opens_nothing()
    {
        using var folder = new TestFolder();
        var keys = new KeyFile(folder.File("keys.json"), TimeProvider.System);
        var (good, poor) = (keys.Add("desk", [Scopes.Explore], CancellationToken.None), keys.Add("shop", [Scopes.Predict], CancellationToken.None));
        using var service = await RunningService.StartAsync($"--Finntelligence:Callers:KeyFile={folder.File("keys.json")}");
        await using var visit = await browser.VisitAsync();

        await visit.Page.GotoAsync(new Uri(service.Address, "explore?riskCategory=LOW").ToString());
        (await visit.Page.TitleAsync()).ShouldBe("Sign in");
        (await visit.AxeAsync()).ShouldBeEmpty();
        await SignInAsync(visit, "fk_nonsense");
        (await visit.Page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldBe("The key is not good.");
        await SignInAsync(visit, poor.Text);
        (await visit.Page.TitleAsync()).ShouldBe("Not with this key");
        await visit.Page.GetByText("Use another key").ClickAsync();
        await visit.Page.GotoAsync(new Uri(service.Address, "explore?riskCategory=LOW").ToString());
        await SignInAsync(visit, good.Text);

        await visit.ConnectedAsync();
        new Uri(visit.Page.Url).Query.ShouldBe("?riskCategory=LOW");
        await visit.Page.GetByText("Sign out").ClickAsync();
        (await visit.Page.TitleAsync()).ShouldBe("Sign in");
    }

    [BrowserFact]
    public async Task The_connection_of_a_page_is_no_other_sites()
    {
        using var client = new HttpClient { BaseAddress = browser.CashLoan };
        using var request = new HttpRequestMessage(HttpMethod.Get, "explore/_blazor");
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", "websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        (await client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        // No way to connect that nobody could count.
        (await client.GetAsync("explore/_blazor?id=1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [BrowserTheory]
    [InlineData("explore", "explore/")]
    [InlineData("explore/portfolio", "./")]
    [InlineData("explore/no/such", "../")]
    public async Task Addresses_in_the_page_hold_behind_any_prefix(string address, string expected)
    {
        using var client = new HttpClient { BaseAddress = browser.CashLoan };

        var answer = await client.GetAsync(address);

        (await answer.Content.ReadAsStringAsync()).ShouldContain($"<base href=\"{expected}\"");
        var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("script-src 'self';");
        policy.ShouldContain("default-src 'none'");
    }

    [BrowserTheory]
    [InlineData("explore/language?to=xx&back=")]
    [InlineData("explore/language?to=de&back=../predict")]
    public async Task A_language_leads_nowhere_else(string address)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = browser.CashLoan };
        (await client.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task SignInAsync(Visit visit, string key)
    {
        await visit.Page.GetByLabel("API key").FillAsync(key);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await visit.Page.WaitForLoadStateAsync();
    }
}

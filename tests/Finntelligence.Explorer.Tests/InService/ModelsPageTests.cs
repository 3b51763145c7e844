using Finntelligence.Explorer.Tests.Browsing;
using Microsoft.Playwright;

namespace Finntelligence.Explorer.Tests.InService;

/// <summary>What is in service, as whoever answers for it looks.</summary>
[Collection(BrowserTests.Name)]
public sealed class ModelsPageTests(Browser browser)
{
    [BrowserTheory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Everything_about_the_models_is_open_to_everybody(bool phone, bool dark)
    {
        await using var visit = await browser.VisitAsync(phone ? Browser.Phone : Browser.Desktop, dark);

        await visit.OpenAsync(browser.CashLoan, "explore/models");

        await visit.Page.Locator(".plot .main-svg").First.WaitForAsync();
        await visit.PictureAsync($"models-{(phone ? "phone" : "desktop")}-{(dark ? "dark" : "light")}");
        (await visit.AxeAsync()).ShouldBeEmpty();
        (await visit.ShiftsAsync()).ShouldBeLessThan(0.01);
        (await visit.OverflowAsync()).ShouldBe(0);
        (await visit.CrookedAsync()).ShouldBeEmpty();
        visit.Said.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Versions_gates_trainers_and_the_verdict_on_prices_are_those_of_the_files()
    {
        await using var visit = await browser.VisitAsync();

        await visit.OpenAsync(browser.CashLoan, "explore/models");

        var risk = visit.Page.Locator("article").Filter(new() { HasText = "Model of default" });
        await risk.GetByText("ff2393eecc4319f806df3f8d5309162421148f9fe603419955e78f167a224628").WaitForAsync();
        await risk.GetByText("randomised: rates were drawn at random").WaitForAsync();
        (await visit.Page.Locator("#gates tbody tr").CountAsync()).ShouldBe(23);
        (await visit.Page.Locator("#gates tbody tr.bad").CountAsync()).ShouldBe(0);
        (await visit.Page.Locator("#trainers tbody tr").CountAsync()).ShouldBe(4);
        var serving = visit.Page.Locator("#trainers tbody tr").Filter(new() { HasText = "in service" });
        (await serving.AllInnerTextsAsync()).ShouldAllBe(row => row.Contains("MonotoneFastTree"));
        (await serving.First.Locator("td").Nth(3).InnerTextAsync()).ShouldBe("0.7126");
        (await visit.Page.Locator("#moves tbody tr").CountAsync()).ShouldBe(2);
        await visit.Page.GetByText("None: what the registry names is in service.").WaitForAsync();
    }

    [BrowserFact]
    public async Task The_report_is_one_click_away()
    {
        await using var visit = await browser.VisitAsync();
        await visit.OpenAsync(browser.CarLoan, "explore/models");

        var report = await visit.Context.RunAndWaitForPageAsync(() => visit.Page.GetByRole(AriaRole.Link, new() { Name = "Open the report" }).ClickAsync());

        await report.WaitForLoadStateAsync();
        report.Url.ShouldEndWith("/explore/models/report");
        (await report.Locator("h1").First.InnerTextAsync()).ShouldNotBeEmpty();
        (await report.EvaluateAsync<string>("getComputedStyle(document.body).fontFamily")).ShouldNotBeEmpty();
    }

    [BrowserFact]
    public async Task Drift_follows_the_applicants_while_the_page_is_open()
    {
        using var service = await RunningService.StartAsync("--Finntelligence:Product=cash-loan");
        await using var visit = await browser.VisitAsync();
        await visit.OpenAsync(service.Address, "explore/models");
        await visit.Page.GetByText("Nobody has asked since the start of the service.").WaitForAsync();
        using var client = new HttpClient { BaseAddress = service.Address };
        var body = await File.ReadAllTextAsync(Repository.File("data/cash-loan/request.json"));

        for (var i = 0; i < 220; i++)
            (await client.PostAsync("/predict", new StringContent(body, null, "application/json"))).EnsureSuccessStatusCode();

        await visit.Page.GetByText("The last 220 applicants").WaitForAsync();
        // All the same person is nobody's history.
        (await visit.Page.Locator("#drift tbody tr.bad").CountAsync()).ShouldBeGreaterThan(0);
        (await visit.AxeAsync()).ShouldBeEmpty();
        visit.Said.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Without_models_it_says_where_they_are_looked_for_and_why_none_came()
    {
        using var folder = new TestFolder();
        folder.Write("models/risk.zip", "no model");
        folder.Write("models/acceptance.zip", "no model");
        using var service = await RunningService.StartAsync(
            $"--Finntelligence:Models:RiskFile={folder.File("models/risk.zip")}", $"--Finntelligence:Models:AcceptanceFile={folder.File("models/acceptance.zip")}");
        await using var visit = await browser.VisitAsync();

        await visit.OpenAsync(service.Address, "explore/models");

        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "No models are in service" }).WaitForAsync();
        (await visit.Page.Locator("#refused").InnerTextAsync()).ShouldContain("Last tried");
        (await visit.AxeAsync()).ShouldBeEmpty();
        await visit.Page.GotoAsync(new Uri(service.Address, "explore/portfolio").ToString());
        await visit.Page.GetByText("There are no models in service").First.WaitForAsync();
        visit.Said.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Germans_read_german_with_their_own_numbers()
    {
        await using var visit = await browser.VisitAsync(language: "de");

        await visit.OpenAsync(browser.CashLoan, "explore/models");

        (await visit.Page.Locator("#trainers tbody tr").First.Locator("td").Nth(3).InnerTextAsync()).ShouldBe("0,7126");
        await visit.Page.GetByText("53.810 Zeilen von history.csv").WaitForAsync();
    }
}

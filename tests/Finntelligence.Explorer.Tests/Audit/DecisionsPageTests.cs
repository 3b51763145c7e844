using Finntelligence.Explorer.Tests.Browsing;
using Microsoft.Playwright;

namespace Finntelligence.Explorer.Tests.Audit;

/// <summary>A decision, as a case worker or an auditor looks it up.</summary>
[Collection(BrowserTests.Name)]
public sealed class DecisionsPageTests(Browser browser)
{
    private const string Declined =
        """
        { "applicant": { "riskCategory": "HIGH", "monthlyIncome": 3200, "bureauScore": 610, "applicationScore": 29, "priorLoans": 3, "monthsSinceLastLoan": 10,
          "lastLoanAmount": 1000, "lastLoanMonths": 4 }, "constraints": { "maxInstallment": 1 } }
        """;

    private static readonly string Offered = File.ReadAllText(Repository.File("data/cash-loan/request.json"));

    [BrowserTheory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_decision_is_looked_up_replayed_and_told_in_a_letter(bool phone, bool dark)
    {
        var (service, _) = await KeptService.StartAsync();
        using var disposing = service;
        var id = await service.DecideAsync(Offered, "case-17");
        await service.ReportAsync($$"""{ "decisionId": "{{id}}", "outcome": "accepted", "at": "2026-01-02T10:00:00Z", "eventId": "e1" }""");
        await service.ReportAsync($$"""{ "decisionId": "{{id}}", "outcome": "pastDue", "at": "2026-02-02T10:00:00Z", "eventId": "e2", "days": 12, "amount": 625.5 }""");
        await using var visit = await browser.VisitAsync(phone ? Browser.Phone : Browser.Desktop, dark);
        await visit.OpenAsync(service.Address, "explore/decisions");
        await visit.Page.GetByText("Nothing is looked up yet.").WaitForAsync();
        (await visit.AxeAsync()).ShouldBeEmpty();

        await visit.Page.GetByLabel("Decision id").FillAsync(id);
        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.Page.GetByText("Equal in every bit").WaitForAsync();
        visit.Page.Url.ShouldEndWith($"/explore/decisions/{id}");
        await visit.Page.GetByText("1,800.00 ZAR over 4 months at 9.75 %").WaitForAsync();
        await visit.Page.GetByText("Now: past due.").WaitForAsync();
        (await visit.Page.Locator("#outcomes tbody tr").AllInnerTextsAsync())[1].ShouldContain("625.50 ZAR, 12 days past due");
        var letter = visit.Page.Locator("#letter");
        (await letter.InnerTextAsync()).ShouldContain("case-17");
        (await letter.InnerTextAsync()).ShouldContain("Total amount of credit: 1800.00 ZAR.");
        (await letter.Locator("ol li").CountAsync()).ShouldBeInRange(1, 4);
        await visit.PictureAsync($"decision-{(phone ? "phone" : "desktop")}-{(dark ? "dark" : "light")}");
        (await visit.AxeAsync()).ShouldBeEmpty();
        (await visit.OverflowAsync()).ShouldBe(0);
        (await visit.CrookedAsync()).ShouldBeEmpty();
        visit.Said.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task A_refusal_is_worded_with_its_reasons_in_both_languages_and_printed_alone()
    {
        var (service, _) = await KeptService.StartAsync();
        using var disposing = service;
        var id = await service.DecideAsync(Declined);
        await using var visit = await browser.VisitAsync();
        await visit.OpenAsync(service.Address, $"explore/decisions/{id}");
        var letter = visit.Page.Locator("#letter");
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "It was declined" }).WaitForAsync();
        await letter.GetByText("we decided not to make you an offer").WaitForAsync();
        var reasons = await letter.Locator("ol li").AllInnerTextsAsync();
        reasons.ShouldNotBeEmpty();

        await visit.Page.GetByLabel("Language of the letter").SelectOptionAsync("de");

        await letter.GetByText("Sie haben das Recht, die Entscheidung von einem Menschen überprüfen zu lassen").WaitForAsync();
        (await letter.GetAttributeAsync("lang")).ShouldBe("de");
        // The product words its reasons in one language.
        (await letter.Locator("ol li").AllInnerTextsAsync()).ShouldBe(reasons);
        await visit.Page.EvaluateAsync("() => { window.print = () => { window.printed = true; }; }");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Print the letter" }).ClickAsync();
        await visit.UntilAsync("window.printed === true");
        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });
        (await letter.IsVisibleAsync()).ShouldBeTrue();
        (await visit.Page.Locator("header.top").IsVisibleAsync()).ShouldBeFalse();
        (await visit.Page.Locator("#replay").IsVisibleAsync()).ShouldBeFalse();
        await visit.PictureAsync("decision-letter-german");
        visit.Said.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task An_id_that_is_none_and_one_that_nobody_knows_are_told_apart()
    {
        var (service, _) = await KeptService.StartAsync();
        using var disposing = service;
        await using var visit = await browser.VisitAsync();
        await visit.OpenAsync(service.Address, "explore/decisions");

        await visit.Page.GetByLabel("Decision id").FillAsync("no id");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Look up" }).ClickAsync();
        await visit.Page.GetByText("This is no id of a decision").WaitForAsync();
        (await visit.Page.GetByLabel("Decision id").GetAttributeAsync("aria-invalid")).ShouldBe("true");
        (await visit.AxeAsync()).ShouldBeEmpty();

        await visit.Page.GetByLabel("Decision id").FillAsync("01a202c7-d75c-787a-8c79-8a4d1b487ad2");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Look up" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "The log has no decision of that id." }).WaitForAsync();
        (await visit.AxeAsync()).ShouldBeEmpty();
        visit.Said.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Without_a_log_it_says_so_and_how_there_would_be_one()
    {
        await using var visit = await browser.VisitAsync();

        await visit.OpenAsync(browser.CashLoan, "explore/decisions/01a202c7-d75c-787a-8c79-8a4d1b487ad2");

        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "This service keeps no log of decisions" }).WaitForAsync();
        (await visit.Page.Locator("#decision-id").CountAsync()).ShouldBe(0);
        (await visit.AxeAsync()).ShouldBeEmpty();
        visit.Said.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Decisions_are_shown_to_whoever_may_audit_and_to_nobody_else()
    {
        var (service, keys) = await KeptService.StartAsync(("machine", ["predict"]), ("analyst", ["explore"]), ("auditor", ["explore", "audit"]));
        using var disposing = service;
        var id = await service.DecideAsync(Offered);

        await using (var visit = await SignInAsync(service, keys["analyst"], id))
        {
            await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Decisions need the scope “audit”" }).WaitForAsync();
            (await visit.Page.GetByText("Total amount of credit").CountAsync()).ShouldBe(0);
            (await visit.AxeAsync()).ShouldBeEmpty();
        }

        await using (var visit = await SignInAsync(service, keys["auditor"], id))
        {
            await visit.Page.GetByText("Equal in every bit").WaitForAsync();
            (await visit.Page.Locator(".facts").First.InnerTextAsync()).ShouldContain("machine");
        }

        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = service.Address };
        (await stranger.GetAsync("/explore/models/report")).StatusCode.ShouldNotBe(System.Net.HttpStatusCode.OK);
    }

    private async Task<Visit> SignInAsync(KeptService service, string key, string id)
    {
        var visit = await browser.VisitAsync();
        await visit.Page.GotoAsync(new Uri(service.Address, $"explore/decisions/{id}").ToString());
        await visit.Page.Locator("#key").FillAsync(key);
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.ConnectedAsync();
        return visit;
    }
}

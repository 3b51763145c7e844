using Finntelligence.Explorer.Tests.Browsing;
using Microsoft.Playwright;

namespace Finntelligence.Explorer.Tests.Customers;

/// <summary>One customer, as a case worker types him in.</summary>
[Collection(BrowserTests.Name)]
public sealed class CustomerPageTests(Browser browser)
{
    private const string Case = "explore?riskCategory=HIGH&monthlyIncome=3200&bureauScore=610&applicationScore=29&priorLoans=3&monthsSinceLastLoan=10&lastLoanAmount=1000&lastLoanMonths=4";

    [BrowserTheory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_case_is_answered_and_drawn_for_everybody(bool phone, bool dark)
    {
        await using var visit = await browser.VisitAsync(phone ? Browser.Phone : Browser.Desktop, dark);

        await visit.OpenAsync(browser.CashLoan, Case + "&ask.requestedAmount=2000");
        await DrawnAsync(visit);

        await visit.PictureAsync($"customer-{(phone ? "phone" : "desktop")}-{(dark ? "dark" : "light")}");
        await visit.PictureAsync($"window-{(phone ? "phone" : "desktop")}-{(dark ? "dark" : "light")}", whole: false);
        (await visit.AxeAsync()).ShouldBeEmpty();
        (await visit.ShiftsAsync()).ShouldBeLessThan(0.01);
        (await visit.OverflowAsync()).ShouldBe(0);
        (await visit.CrookedAsync()).ShouldBeEmpty();
        visit.Said.ShouldBeEmpty();
    }

    [BrowserTheory]
    [InlineData(320)]
    [InlineData(2560)]
    public async Task Nothing_sticks_out_of_narrow_and_wide_windows(int width)
    {
        await using var visit = await browser.VisitAsync((width, 900));
        await visit.OpenAsync(browser.CarLoan);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Take an example" }).ClickAsync();

        await DrawnAsync(visit);

        await visit.PictureAsync($"customer-car-{width}");
        (await visit.OverflowAsync()).ShouldBe(0);
        (await visit.AxeAsync()).ShouldBeEmpty();
        visit.Said.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task The_answer_follows_what_is_typed_and_the_address_keeps_it()
    {
        await using var visit = await browser.VisitAsync();
        await visit.OpenAsync(browser.CashLoan, Case);
        await DrawnAsync(visit);
        var before = await HeadlineAsync(visit);

        await visit.Page.GetByLabel("Amount asked for (optional)").FillAsync("2,450");
        await ChangedAsync(visit, "#headline", before);
        var after = await HeadlineAsync(visit);
        await visit.Page.WaitForURLAsync("**ask.requestedAmount=2450*");

        await using var other = await browser.VisitAsync();
        await other.OpenAsync(browser.CashLoan, new Uri(visit.Page.Url).PathAndQuery.TrimStart('/'));
        (await HeadlineAsync(other)).ShouldBe(after);
        (await other.Page.GetByLabel("Amount asked for (optional)").InputValueAsync()).ShouldBe("2450");
    }

    [BrowserFact]
    public async Task A_fault_stands_at_its_field_in_the_products_words_and_the_last_answer_stays()
    {
        await using var visit = await browser.VisitAsync();
        await visit.OpenAsync(browser.CashLoan, Case);

        // By its role: what explains the field names it too.
        var field = visit.Page.GetByRole(AriaRole.Textbox, new() { Name = "Months since last loan" });
        await field.FillAsync("61");

        await visit.Page.WaitForSelectorAsync("#field-monthsSinceLastLoan[aria-invalid=true]");
        var note = await visit.Page.Locator("#" + await field.GetAttributeAsync("aria-describedby")).InnerTextAsync();
        note.ShouldContain("60");
        (await HeadlineAsync(visit)).ShouldContain("ZAR");
        await visit.PictureAsync("customer-fault");
        (await visit.AxeAsync()).ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task An_empty_page_says_what_to_do_and_an_example_is_one_click_away()
    {
        await using var visit = await browser.VisitAsync();
        await visit.OpenAsync(browser.CarLoan);
        (await visit.Page.Locator(".empty").InnerTextAsync()).ShouldContain("Nobody yet");
        await visit.PictureAsync("customer-empty");
        (await visit.AxeAsync()).ShouldBeEmpty();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Take an example" }).ClickAsync();

        (await HeadlineAsync(visit)).ShouldContain("EUR");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Clear" }).ClickAsync();
        await visit.Page.WaitForSelectorAsync(".empty");
        new Uri(visit.Page.Url).Query.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task The_slider_trades_profit_for_take_up()
    {
        await using var visit = await browser.VisitAsync();
        await visit.OpenAsync(browser.CashLoan, Case);
        await DrawnAsync(visit);
        var most = await visit.Page.Locator("#frontier-offer").InnerTextAsync();

        await visit.Page.Locator("#frontier-slider").FocusAsync();
        await visit.Page.Keyboard.PressAsync("End");

        await ChangedAsync(visit, "#frontier-offer", most);
        // Who cannot see the slider hears the same.
        (await visit.Page.Locator("#frontier-slider").GetAttributeAsync("aria-valuetext")).ShouldBe(await visit.Page.Locator("#frontier-offer").InnerTextAsync());
    }

    [BrowserFact]
    public async Task German_writes_numbers_and_currency_its_own_way()
    {
        await using var visit = await browser.VisitAsync(language: "de-DE");
        await visit.OpenAsync(browser.CashLoan, Case);

        (await HeadlineAsync(visit)).Replace('\u00A0', ' ').ShouldContain("1.000 ZAR für 4 Monate zu 11,75 %");
        await visit.Page.GetByLabel("Gewünschter Betrag (freiwillig)").FillAsync("1.450,50");
        await visit.Page.WaitForURLAsync("**ask.requestedAmount=1450.50*");
        await DrawnAsync(visit);
        await visit.PictureAsync("customer-german");
        visit.Said.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task A_page_outlives_a_restart_of_the_service_with_what_was_typed()
    {
        var first = await RunningService.StartAsync("--Finntelligence:Product=cash-loan");
        var address = first.Address;
        await using var visit = await browser.VisitAsync();
        await visit.OpenAsync(address, Case);
        await visit.Page.GetByLabel("Amount asked for (optional)").FillAsync("1800");
        await visit.Page.WaitForURLAsync("**ask.requestedAmount=1800*");
        await visit.Page.EvaluateAsync("document.documentElement.dataset.old = ''");

        first.Dispose();
        await visit.Page.WaitForSelectorAsync(".lost");
        using var second = await RunningService.StartAsync("--Finntelligence:Product=cash-loan", $"--urls={address}");

        await visit.Page.WaitForSelectorAsync("html[data-connected]:not([data-old])");
        (await visit.Page.GetByLabel("Amount asked for (optional)").InputValueAsync()).ShouldBe("1800");
        (await HeadlineAsync(visit)).ShouldContain("ZAR");
    }

    [BrowserFact]
    public async Task Everything_can_be_reached_by_the_keyboard()
    {
        await using var visit = await browser.VisitAsync();
        await visit.OpenAsync(browser.CashLoan, Case);
        await DrawnAsync(visit);
        var expected = await visit.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('a[href], button:not([disabled]), input, select, summary')].filter(e => e.checkVisibility() && e.type !== 'radio').map(e => e.id || e.innerText.trim())");
        var reached = new HashSet<string>();
        for (var i = 0; i < 2 * expected.Length + 20 && !expected.All(reached.Contains); i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            reached.Add(await visit.Page.EvaluateAsync<string>("document.activeElement.id || document.activeElement.innerText.trim()"));
        }

        expected.Except(reached).ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Less_motion_is_no_motion()
    {
        await using var visit = await browser.VisitAsync(stillness: true);
        await visit.OpenAsync(browser.CashLoan, Case);
        (await visit.Page.EvaluateAsync<double>(
            "Math.max(...[...document.querySelectorAll('*')].flatMap(e => getComputedStyle(e).transitionDuration.split(',').map(parseFloat)))")).ShouldBeLessThan(0.001);
    }

    private static async Task DrawnAsync(Visit visit)
    {
        // Five charts, and no row of changes still waits.
        await visit.UntilAsync("document.querySelectorAll('.charts .main-svg').length >= 5 && !document.querySelector('#changes')?.innerText.includes('…')");
    }

    private static async Task ChangedAsync(Visit visit, string selector, string before)
    {
        for (var i = 0; i < 1000 && await visit.Page.Locator(selector).InnerTextAsync() == before; i++)
            await Task.Delay(25);
        (await visit.Page.Locator(selector).InnerTextAsync()).ShouldNotBe(before);
    }

    private static Task<string> HeadlineAsync(Visit visit) => visit.Page.Locator("#headline").InnerTextAsync();
}

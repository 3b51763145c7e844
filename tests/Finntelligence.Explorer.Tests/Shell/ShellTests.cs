using Finntelligence.Explorer.Tests.Browsing;
using Microsoft.Playwright;

namespace Finntelligence.Explorer.Tests.Shell;

/// <summary>What all pages share, as one sees it.</summary>
[Collection(BrowserTests.Name)]
public sealed class ShellTests(Browser browser)
{
    [BrowserTheory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_page_is_quiet_still_and_open_to_everybody(bool phone, bool dark)
    {
        await using var visit = await browser.VisitAsync(phone ? Browser.Phone : Browser.Desktop, dark);

        await visit.OpenAsync(browser.CashLoan);

        await visit.PictureAsync($"shell-{(phone ? "phone" : "desktop")}-{(dark ? "dark" : "light")}");
        (await visit.AxeAsync()).ShouldBeEmpty();
        (await visit.ShiftsAsync()).ShouldBeLessThan(0.01);
        (await visit.OverflowAsync()).ShouldBe(0);
        visit.Said.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task A_language_and_a_scheme_that_were_chosen_stay()
    {
        await using var visit = await browser.VisitAsync();
        await visit.OpenAsync(browser.CashLoan);

        await visit.Page.GetByLabel("Appearance").SelectOptionAsync("dark");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Deutsch" }).ClickAsync();
        await visit.ConnectedAsync();

        (await visit.Page.TitleAsync()).ShouldStartWith("Ein Kunde");
        (await visit.Page.Locator("html").GetAttributeAsync("lang")).ShouldBe("de");
        (await visit.Page.Locator("html").GetAttributeAsync("data-scheme")).ShouldBe("dark");
        (await visit.Page.GetByLabel("Darstellung").InputValueAsync()).ShouldBe("dark");
        visit.Said.ShouldBeEmpty();
    }
}

using System.Globalization;
using System.Text;
using Finntelligence.Explorer.Portfolio;
using Finntelligence.Explorer.Tests.Browsing;
using Microsoft.Playwright;

namespace Finntelligence.Explorer.Tests.Portfolio;

/// <summary>A portfolio, as an analyst drops it.</summary>
[Collection(BrowserTests.Name)]
public sealed class PortfolioPageTests(Browser browser)
{
    private const float Patience = 120_000;

    [BrowserTheory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_file_is_scored_and_shown_to_everybody(bool phone, bool dark)
    {
        await using var visit = await browser.VisitAsync(phone ? Browser.Phone : Browser.Desktop, dark);
        await visit.OpenAsync(browser.CashLoan, "explore/portfolio");
        (await visit.AxeAsync()).ShouldBeEmpty();

        await DropAsync(visit, "applicants.csv", Applicants.Csv(400));

        await FrontierAsync(visit);
        await visit.Page.Locator(".plot .main-svg").First.WaitForAsync();
        await visit.PictureAsync($"portfolio-{(phone ? "phone" : "desktop")}-{(dark ? "dark" : "light")}");
        (await TileAsync(visit, "Lines with faults")).ShouldBe("40");
        (await visit.AxeAsync()).ShouldBeEmpty();
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
        await visit.OpenAsync(browser.CarLoan, "explore/portfolio");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Use the shipped sample" }).ClickAsync();

        await FrontierAsync(visit);

        await visit.PictureAsync($"portfolio-{width}");
        (await visit.OverflowAsync()).ShouldBe(0);
        visit.Said.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task A_file_is_chosen_with_the_keyboard_alone()
    {
        await using var visit = await browser.VisitAsync();
        await visit.OpenAsync(browser.CashLoan, "explore/portfolio");
        var input = visit.Page.Locator("#portfolio-file");
        var chooser = await visit.Page.RunAndWaitForFileChooserAsync(() => input.PressAsync("Enter"));

        await chooser.SetFilesAsync(new FilePayload { Name = "some.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Applicants.Csv(30)) });

        await FrontierAsync(visit);
        (await TileAsync(visit, "Lines with faults")).ShouldBe("3");
    }

    [BrowserFact]
    public async Task Rows_are_sorted_filtered_and_downloaded()
    {
        await using var visit = await browser.VisitAsync();
        await visit.OpenAsync(browser.CashLoan, "explore/portfolio");
        await DropAsync(visit, "applicants.csv", Applicants.Csv(400));
        await FrontierAsync(visit);

        await visit.Page.Locator(".rows th").Filter(new() { HasText = "Expected profit" }).Locator("button").ClickAsync();
        await visit.Page.Locator(".rows th[aria-sort=ascending]").WaitForAsync();
        await visit.Page.Locator(".rows th").Filter(new() { HasText = "Expected profit" }).Locator("button").ClickAsync();
        await visit.Page.Locator(".rows th[aria-sort=descending]").WaitForAsync();
        await visit.Page.Locator("#row-decision").SelectOptionAsync("offer");
        await visit.Page.Locator("#row-count").Filter(new() { HasText = $"{await TileAsync(visit, "Offers")} of 360 rows" }).WaitForAsync();
        var profits = await ColumnAsync(visit, "Expected profit");
        profits.Count.ShouldBeGreaterThan(5);
        profits.Select(Parse).ShouldBeInOrder(SortDirection.Descending);

        var all = await DownloadAsync(visit, "Download all decisions");
        all.Length.ShouldBe(361);
        var shown = await DownloadAsync(visit, "Download what is shown");
        shown.Length.ShouldBe(1 + int.Parse(await TileAsync(visit, "Offers"), CultureInfo.InvariantCulture));
        shown[0].ShouldBe(all[0]);
        shown.Skip(1).ShouldBeSubsetOf(all);

        await visit.Page.Locator("#row-find").FillAsync("c12");
        await Eventually(async () => (await ColumnAsync(visit, "Id")).ShouldAllBe(id => id.StartsWith("c12", StringComparison.Ordinal)));
        await visit.Page.Locator("#row-find").FillAsync("nobody");
        await visit.Page.GetByText("No row is like that.").WaitForAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Clear the filters" }).ClickAsync();
        await visit.Page.GetByText("360 of 360 rows").WaitForAsync();
        visit.Said.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task A_budget_is_moved_by_the_keyboard_and_its_offers_downloaded()
    {
        await using var visit = await browser.VisitAsync();
        await visit.OpenAsync(browser.CashLoan, "explore/portfolio");
        await DropAsync(visit, "applicants.csv", Applicants.Csv(400));
        await FrontierAsync(visit);
        var slider = visit.Page.Locator("#budget");
        var row = visit.Page.Locator("#frontier-point tbody tr").First;
        var unlimited = Parse(await row.Locator("td").Nth(1).InnerTextAsync());
        Parse(await row.Locator("td").First.InnerTextAsync()).ShouldBe(unlimited);

        await slider.FocusAsync();
        await visit.Page.Keyboard.PressAsync("PageDown");
        await visit.Page.Keyboard.PressAsync("PageDown");
        await visit.Page.Keyboard.PressAsync("PageDown");

        await Eventually(async () => Parse(await row.Locator("td").First.InnerTextAsync()).ShouldBeLessThan(unlimited));
        await Eventually(async () => (await slider.GetAttributeAsync("aria-valuetext"))!.ShouldContain("ZAR, expected profit"));
        var offers = await DownloadAsync(visit, "Download the offers within this limit");
        offers.Length.ShouldBe(361);
        offers[0].ShouldStartWith("line,id,decision,");
        var applicants = await visit.Page.Locator("#frontier-point tbody tr").Nth(4).Locator("td").First.InnerTextAsync();
        offers.Count(o => o.Split(',').ElementAtOrDefault(2) == "offer").ShouldBe(int.Parse(applicants, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));

        await visit.Page.GetByLabel("Loans, at least").CheckAsync();
        await visit.Page.Keyboard.PressAsync("Tab");
        await slider.FocusAsync();
        await visit.Page.Keyboard.PressAsync("End");
        await Eventually(async () => Parse(await visit.Page.Locator("#frontier-point tbody tr").Nth(1).Locator("td").First.InnerTextAsync())
            .ShouldBeGreaterThanOrEqualTo(Parse(await visit.Page.Locator("#frontier-point tbody tr").Nth(1).Locator("td").Nth(1).InnerTextAsync())));
        visit.Said.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task What_is_wrong_stands_by_line_with_column_and_cell()
    {
        await using var visit = await browser.VisitAsync();
        await visit.OpenAsync(browser.CashLoan, "explore/portfolio");

        await DropAsync(visit, "applicants.csv", Applicants.Csv(30));

        await FrontierAsync(visit);
        var first = visit.Page.Locator("#faults tbody tr").Filter(new() { HasText = "c7" });
        await first.WaitForAsync();
        (await first.Locator("td").AllInnerTextsAsync()).Take(4).ShouldBe(["9", "c7", "applicationScore", "“-5”"]);
        var errors = await DownloadAsync(visit, "Download all faults");
        errors.Length.ShouldBe(4);
        errors[0].ShouldBe("line,id,where,fault");
    }

    [BrowserFact]
    public async Task A_file_that_will_not_do_says_why_where_it_was_given()
    {
        await using var visit = await browser.VisitAsync();
        await visit.OpenAsync(browser.CashLoan, "explore/portfolio");

        await DropAsync(visit, "page.pdf", "%PDF");
        await visit.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "page.pdf is no table that can be read here." }).WaitForAsync();

        await DropAsync(visit, "typo.csv", Applicants.Csv(3).Replace("priorLoans", "priorLoan", StringComparison.Ordinal));
        await visit.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "The column \"priorLoan\" is not known here." }).WaitForAsync();
        await visit.PictureAsync("portfolio-fault");
        (await visit.AxeAsync()).ShouldBeEmpty();

        await DropAsync(visit, "good.csv", Applicants.Csv(3));
        await FrontierAsync(visit);
        (await visit.Page.GetByRole(AriaRole.Alert).CountAsync()).ShouldBe(0);
        visit.Said.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task A_long_run_shows_how_far_it_is_and_ends_when_it_is_told_to()
    {
        await using var visit = await browser.VisitAsync();
        await visit.OpenAsync(browser.CashLoan, "explore/portfolio");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Use the shipped sample" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Progressbar).WaitForAsync();
        await visit.Page.Locator(".progress").GetByText("done").WaitForAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await visit.Page.GetByText("Cancelled. Nothing of The shipped sample was kept.").WaitForAsync();
        (await visit.Page.GetByRole(AriaRole.Progressbar).CountAsync()).ShouldBe(0);

        // Once more, for a look that may take longer than the run.
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Use the shipped sample" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Progressbar).WaitForAsync();
        (await visit.AxeAsync()).ShouldBeEmpty();
        visit.Said.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Fifty_thousand_rows_hold_no_more_of_the_page_than_those_in_sight()
    {
        await using var visit = await browser.VisitAsync();
        await visit.OpenAsync(browser.CashLoan, "explore/portfolio");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Use the shipped sample" }).ClickAsync();
        await visit.Page.Locator(".rows tbody tr td").First.WaitForAsync(new() { Timeout = Patience });
        await visit.Page.GetByText("53,810 of 53,810 rows").WaitForAsync();

        await visit.Page.Locator(".rows .mud-table-container").EvaluateAsync("c => { c.scrollTop = c.scrollHeight; }");
        await visit.Page.Locator(".rows td").Filter(new() { HasText = "53,811" }).First.WaitForAsync();

        (await visit.Page.Locator(".rows tbody tr").CountAsync()).ShouldBeLessThan(120);
        await visit.Page.Locator(".rows").ScrollIntoViewIfNeededAsync();
        await visit.PictureAsync("portfolio-50000");
        visit.Said.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Germans_read_german_with_their_own_numbers()
    {
        await using var visit = await browser.VisitAsync(language: "de");
        await visit.OpenAsync(browser.CashLoan, "explore/portfolio");

        await DropAsync(visit, "antraege.csv", Applicants.Csv(2000, ";"));

        await FrontierAsync(visit, "Ohne Grenze");
        await visit.PictureAsync("portfolio-german");
        (await visit.Page.Locator("#row-count").InnerTextAsync()).ShouldBe("1.800 von 1.800 Zeilen");
        (await ColumnAsync(visit, "Zins %")).ShouldContain(rate => rate.Contains(','));
        (await visit.AxeAsync()).ShouldBeEmpty();
        visit.Said.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task What_was_uploaded_is_gone_when_the_page_is()
    {
        var before = Directory.Exists(Leftovers.Folder) ? Directory.GetFiles(Leftovers.Folder) : [];
        await using (var visit = await browser.VisitAsync())
        {
            await visit.OpenAsync(browser.CashLoan, "explore/portfolio");
            await DropAsync(visit, "applicants.csv", Applicants.Csv(50));
            await FrontierAsync(visit);

            // To another page: what the portfolio held goes at once.
            await visit.Page.GetByRole(AriaRole.Link, new() { Name = "The models" }).ClickAsync();
            await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "The models", Level = 1 }).WaitForAsync();
        }

        await Eventually(() =>
        {
            Directory.GetFiles(Leftovers.Folder).Except(before).ShouldBeEmpty();
            return Task.CompletedTask;
        });
    }

    private static Task DropAsync(Visit visit, string name, string content) => visit.Page.Locator("#portfolio-file").SetInputFilesAsync(
        new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(content) });

    private static Task FrontierAsync(Visit visit, string heading = "Without a limit") =>
        visit.Page.Locator("#frontier-point thead").Filter(new() { HasText = heading }).WaitForAsync(new() { Timeout = Patience });

    private static Task<string> TileAsync(Visit visit, string name) => visit.Page.Locator($".tiles > div:has(dt:text-is('{name}')) dd").InnerTextAsync();

    private static async Task<IReadOnlyList<string>> ColumnAsync(Visit visit, string title)
    {
        // Rows are drawn after the table, when it knows how many are seen.
        await visit.Page.Locator(".rows tbody tr td").First.WaitForAsync();
        var titles = await visit.Page.Locator(".rows thead th").AllInnerTextsAsync();
        var at = titles.ToList().FindIndex(t => t.Trim().StartsWith(title, StringComparison.Ordinal));
        return await visit.Page.Locator($".rows tbody tr td:nth-child({at + 1})").AllInnerTextsAsync();
    }

    private static async Task<string[]> DownloadAsync(Visit visit, string button)
    {
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync());
        return (await File.ReadAllTextAsync(await download.PathAsync())).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static double Parse(string text) => double.Parse(
        text.Replace("ZAR", "", StringComparison.Ordinal).Trim(), NumberStyles.Number, CultureInfo.InvariantCulture);

    // A page follows a little after what one does.
    private static async Task Eventually(Func<Task> check)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await check();
                return;
            }
            catch (ShouldAssertException) when (tries < 100)
            {
                await Task.Delay(100);
            }
        }
    }
}

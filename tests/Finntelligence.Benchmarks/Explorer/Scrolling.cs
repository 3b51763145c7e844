using System.Diagnostics;
using Finntelligence.Benchmarks.Trees;
using Microsoft.Playwright;

namespace Finntelligence.Benchmarks.Explorer;

/// <summary>The shipped sample of some 50,000 rows: how long until it is scored and shown, and how smoothly its table scrolls.</summary>
internal static class Scrolling
{
    // A screen further in every frame.
    private const string Scroll =
        """
        () => new Promise(done => {
            const table = document.querySelector('.rows .mud-table-container');
            const times = [];
            let last = performance.now();
            const step = at => {
                times.push(at - last);
                last = at;
                table.scrollTop += 400;
                times.length < 200 ? requestAnimationFrame(step) : done(times.slice(1));
            };
            requestAnimationFrame(step);
        })
        """;

    public static async Task PrintAsync(IBrowser browser, Uri page)
    {
        await using var context = await browser.NewContextAsync();
        context.SetDefaultTimeout(180_000);
        var tab = await context.NewPageAsync();
        await tab.GotoAsync(page.ToString());
        await Waiting.UntilAsync(tab, "document.documentElement.hasAttribute('data-connected')");
        var began = Stopwatch.GetTimestamp();
        await tab.GetByRole(AriaRole.Button, new() { Name = "Use the shipped sample" }).ClickAsync();
        await tab.Locator(".rows tbody tr td").First.WaitForAsync();
        var shown = Stopwatch.GetElapsedTime(began);
        var rows = await tab.Locator("#row-count").InnerTextAsync();
        await tab.Locator("#frontier-point tbody tr").First.WaitForAsync();
        var found = Stopwatch.GetElapsedTime(began);
        var frames = await tab.EvaluateAsync<double[]>(Scroll);
        Array.Sort(frames);
        Console.WriteLine(
            $"{rows}: shown after {Figures.Text(shown.TotalSeconds, "0.0")} s, frontier after {Figures.Text(found.TotalSeconds, "0.0")} s; "
            + $"a frame of scrolling {Figures.Text(Figures.Median(frames), "0.0")}, of a hundred the slowest but one {Figures.Text(frames[^3], "0.0")}");
    }
}

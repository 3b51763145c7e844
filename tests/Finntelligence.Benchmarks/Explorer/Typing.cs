using System.Globalization;
using Finntelligence.Benchmarks.Trees;
using Microsoft.Playwright;

namespace Finntelligence.Benchmarks.Explorer;

/// <summary>How long the offer takes to follow a change of the amount asked for.</summary>
internal static class Typing
{
    // From the change to the frame after the new offer stands there.
    private const string Change =
        """
        value => new Promise((done, fail) => {
            const field = document.querySelector('#field-ask-requestedAmount');
            const before = document.querySelector('#headline').innerText;
            const began = performance.now();
            const watch = new MutationObserver(() => {
                if (document.querySelector('#headline')?.innerText === before) return;
                watch.disconnect();
                requestAnimationFrame(() => done(performance.now() - began));
            });
            setTimeout(() => fail('the offer did not follow'), 30000);
            watch.observe(document.body, { subtree: true, childList: true, characterData: true });
            Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, value);
            field.dispatchEvent(new Event('input', { bubbles: true }));
        })
        """;

    public static async Task PrintAsync(IBrowser browser, Uri page, int changes)
    {
        await using var context = await browser.NewContextAsync();
        var tab = await context.NewPageAsync();
        await tab.GotoAsync(page.ToString());
        await Waiting.UntilRestsAsync(tab);
        var times = new List<double>();
        for (var change = 0; change < changes; change++)
        {
            times.Add(await ChangeAsync(tab, change));
            await Waiting.UntilRestsAsync(tab);
        }

        Console.WriteLine($"{changes} changes of the amount: the offer follows after {Figures.Text(Figures.Median(times), "0")}, at most {Figures.Text(times.Max(), "0")}");
    }

    /// <summary>Asks for another amount than the case's and the change's before, and waits for its offer.</summary>
    /// <returns>Milliseconds.</returns>
    public static Task<double> ChangeAsync(IPage tab, int change) =>
        tab.EvaluateAsync<double>(Change, (1025 + (25 * (change % 40))).ToString(CultureInfo.InvariantCulture));
}

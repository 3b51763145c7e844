using Microsoft.Playwright;

namespace Finntelligence.Benchmarks.Explorer;

/// <summary>Waits for a page.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Until an expression is true. Playwright's own way makes a script of a text in the page, which the page forbids.</summary>
    /// <exception cref="TimeoutException">After three minutes.</exception>
    public static async Task UntilAsync(IPage tab, string expression)
    {
        for (var until = DateTime.UtcNow + Patience; !await tab.EvaluateAsync<bool>(expression);)
        {
            if (DateTime.UtcNow > until)
                throw new TimeoutException($"{expression} did not come true at {tab.Url}.");
            await Task.Delay(50);
        }
    }

    /// <summary>Until one customer's page rests: five charts, and no row of changes is still looked for.</summary>
    public static Task UntilRestsAsync(IPage tab) => UntilAsync(
        tab,
        "document.documentElement.hasAttribute('data-connected') && document.querySelectorAll('.charts .main-svg').length >= 5 && !document.querySelector('#changes')?.innerText.includes('…')");
}

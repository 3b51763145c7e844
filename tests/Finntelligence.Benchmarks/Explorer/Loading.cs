using Finntelligence.Benchmarks.Trees;
using Microsoft.Playwright;

namespace Finntelligence.Benchmarks.Explorer;

/// <summary>How long a visit takes from the click on a link, in milliseconds by the browser's clock.</summary>
/// <param name="Painted">First contentful paint.</param>
/// <param name="Answered">The offer is there.</param>
/// <param name="Connected">What one does is answered.</param>
/// <param name="Drawn">The last of five charts.</param>
internal sealed record Loading(double Painted, double Answered, double Connected, double Drawn)
{
    // Looked at in every frame: an observer of changes would be told far more often.
    private const string Watch =
        """
        window.seen = {};
        const look = () => {
            const at = performance.now();
            if (document.querySelector('#headline')) seen.answered ??= at;
            if (document.documentElement?.hasAttribute('data-connected')) seen.connected ??= at;
            if (document.querySelectorAll('.charts .main-svg').length >= 5) seen.drawn ??= at;
            if (!seen.drawn || !seen.connected) requestAnimationFrame(look);
        };
        look();
        """;

    public static async Task<Loading> MeasureAsync(IBrowser browser, Uri page)
    {
        await using var context = await browser.NewContextAsync();
        await context.AddInitScriptAsync(Watch);
        var tab = await context.NewPageAsync();
        await tab.GotoAsync(page.ToString());
        await Waiting.UntilAsync(tab, "!!(seen.drawn && seen.connected)");
        var times = await tab.EvaluateAsync<double[]>(
            "[performance.getEntriesByName('first-contentful-paint')[0].startTime, seen.answered, seen.connected, seen.drawn]");
        return new Loading(times[0], times[1], times[2], times[3]);
    }

    public static void Print(string what, IReadOnlyCollection<Loading> visits) => Console.WriteLine(
        $"{what}: painted {Of(visits, v => v.Painted)}, answered {Of(visits, v => v.Answered)}, connected {Of(visits, v => v.Connected)}, last chart {Of(visits, v => v.Drawn)}");

    private static string Of(IEnumerable<Loading> visits, Func<Loading, double> time) => Figures.Text(Figures.Median(visits.Select(time)), "0");
}

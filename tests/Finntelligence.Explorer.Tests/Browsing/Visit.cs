using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Finntelligence.Explorer.Tests.Browsing;

/// <summary>One window of a browser: keeps what its console says and how far what is painted moved.</summary>
internal sealed class Visit : IAsyncDisposable
{
    // Layout shifts that no input of the last half second explains, as a browser's own measure counts them.
    private const string CountShifts =
        """
        window.shifts = 0;
        new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.shifts += e.value; })
            .observe({ type: 'layout-shift', buffered: true });
        """;

    // A machine that does much else is slow, not wrong.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ConcurrentQueue<string> _said = new();

    private Visit(IBrowserContext context, IPage page)
    {
        Context = context;
        Page = page;
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>What the console said, page errors included, and requests that failed.</summary>
    public IReadOnlyCollection<string> Said => _said;

    public static async Task<Visit> StartAsync(IBrowserContext context)
    {
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        context.SetDefaultNavigationTimeout((float)Patience.TotalMilliseconds);
        await context.AddInitScriptAsync(CountShifts);
        var visit = new Visit(context, await context.NewPageAsync());
        visit.Page.Console += (_, message) => visit._said.Enqueue($"{message.Type}: {message.Text} ({message.Location})");
        visit.Page.PageError += (_, error) => visit._said.Enqueue($"page error: {error}");
        return visit;
    }

    /// <summary>Opens an address, and waits until the page is connected.</summary>
    public async Task OpenAsync(Uri service, string address = "explore")
    {
        await Page.GotoAsync(new Uri(service, address).ToString());
        await ConnectedAsync();
    }

    /// <summary>Waits until the page answers to what one does, and has put the focus on its heading: text typed before that would go there.</summary>
    public async Task ConnectedAsync()
    {
        try
        {
            await Page.WaitForSelectorAsync("html[data-connected]");
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The page at {Page.Url} did not connect. It said: {string.Join('\n', _said)}");
        }

        await UntilAsync("document.activeElement?.matches('h1')");
    }

    /// <summary>Waits until an expression of JavaScript is true. Playwright's own way makes a script of a text in the page, which the page forbids.</summary>
    public async Task UntilAsync(string expression)
    {
        for (var until = DateTime.UtcNow + Patience; !await Page.EvaluateAsync<bool>(expression);)
        {
            if (DateTime.UtcNow > until)
                throw new TimeoutException($"{expression} did not come true. The page said: {string.Join('\n', _said)}");
            await Task.Delay(25);
        }
    }

    /// <summary>The sum of all layout shifts so far.</summary>
    public Task<double> ShiftsAsync() => Page.EvaluateAsync<double>("window.shifts");

    /// <summary>What the accessibility checks of axe find, as a text for each.</summary>
    public async Task<IReadOnlyList<string>> AxeAsync()
    {
        var result = await Page.RunAxe();
        return [.. result.Violations.Select(v => $"{v.Id}: {v.Help} – {string.Join(" | ", v.Nodes.Select(n => n.Html))}")];
    }

    /// <summary>The ids of tables whose head does not stand above their columns.</summary>
    public Task<string[]> CrookedAsync() => Page.EvaluateAsync<string[]>(
        """
        [...document.querySelectorAll('table:has(thead):has(tbody tr)')].filter(t => t.checkVisibility()).filter(t => {
            const [head, body] = [t.tHead.rows[0], t.tBodies[0].rows[0]];
            return head.cells.length === body.cells.length
                && [...head.cells].some((c, i) => Math.abs(c.getBoundingClientRect().left - body.cells[i].getBoundingClientRect().left) > 1);
        }).map(t => t.id || t.className)
        """);

    /// <summary>How much wider the page is than its window, in pixels.</summary>
    public Task<int> OverflowAsync() => Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>Keeps a picture where <c>FINNTELLIGENCE_PICTURES</c> names a folder.</summary>
    /// <param name="name">Of its file.</param>
    /// <param name="whole">Of the whole page, or of the window.</param>
    public async Task PictureAsync(string name, bool whole = true)
    {
        if (Environment.GetEnvironmentVariable("FINNTELLIGENCE_PICTURES") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = System.IO.Path.Combine(folder, name + ".png"), FullPage = whole });
    }

    public async ValueTask DisposeAsync()
    {
        // As a person closes a page: told so, the service lets go of what the page had begun. A browser that just ends says nothing.
        await Page.GotoAsync("about:blank");
        await Context.DisposeAsync();
    }
}

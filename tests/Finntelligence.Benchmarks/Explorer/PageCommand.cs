using Finntelligence.Benchmarks.Trees;
using Microsoft.Playwright;

namespace Finntelligence.Benchmarks.Explorer;

/// <summary>
/// <c>explore-page</c>: what a person waits for at <c>/explore</c> in a real browser, and what many open pages take from <c>/predict</c>. The service is a
/// process of its own without a decision log, over the shipped models.
/// </summary>
internal static class PageCommand
{
    private const string Case =
        "explore?riskCategory=HIGH&monthlyIncome=3200&bureauScore=610&applicationScore=29&priorLoans=3&monthsSinceLastLoan=10&lastLoanAmount=1000&lastLoanMonths=4";

    public static void AddTo(Dictionary<string, Action<string[]>> commands) => commands.Add("explore-page", args => RunAsync(args).GetAwaiter().GetResult());

    private static async Task RunAsync(string[] args)
    {
        var arguments = new Arguments(args, "chromium", "visits", "changes", "pages", "seconds");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = arguments.Text("chromium") ?? "/usr/bin/chromium-headless-shell", Args = ["--no-sandbox"] });
        Console.WriteLine($"{Machine.Name}, {Environment.ProcessorCount} logical processors; medians, milliseconds");

        using var service = await ServiceProcess.StartAsync(
            Repository.Root, settings: ["--Finntelligence:Product=cash-loan", "--Finntelligence:DecisionLog:Mode=off"]);
        var page = new Uri(service.Address, Case);
        Loading.Print("first visit of a fresh service", [await Loading.MeasureAsync(browser, page)]);
        var visits = new List<Loading>();
        for (var visit = 0; visit < arguments.Number("visits", 9); visit++)
            visits.Add(await Loading.MeasureAsync(browser, page));
        Loading.Print($"{visits.Count} later ones, each with an empty cache", visits);

        await Typing.PrintAsync(browser, page, arguments.Number("changes", 40));
        await Scrolling.PrintAsync(browser, new Uri(service.Address, "explore/portfolio"));
        if (arguments.Number("pages", 50) is > 0 and var pages)
            await OpenPages.PrintAsync(browser, service, page, pages, TimeSpan.FromSeconds(arguments.Number("seconds", 5)));
    }
}

using System.Diagnostics;
using System.Globalization;
using Finntelligence.Benchmarks.Trees;
using Finntelligence.Testing;
using Microsoft.Playwright;

namespace Finntelligence.Benchmarks.Explorer;

/// <summary>Requests a second of <c>/predict</c> without pages, beside many that are open, and beside many in which somebody types; and the memory of a page.</summary>
internal static class OpenPages
{
    private const int Rounds = 3;
    private const int Clients = 8;

    // In all pages together, a change.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    public static async Task PrintAsync(IBrowser browser, ServiceProcess service, Uri page, int count, TimeSpan time)
    {
        using var client = new HttpClient { BaseAddress = service.Address };
        var body = await File.ReadAllTextAsync(Repository.File("data/cash-loan/request.json"));
        // What is compiled again under load is compiled before.
        await LoadAsync(client, body, 2 * time);
        var before = await MedianAsync(client, body, time);
        var alone = Resident(service);

        await using var context = await browser.NewContextAsync();
        context.SetDefaultTimeout(180_000);
        var tabs = new List<IPage>();
        for (var i = 0; i < count; i++)
        {
            var tab = await context.NewPageAsync();
            tabs.Add(tab);
            await tab.GotoAsync(page.ToString());
            await Waiting.UntilRestsAsync(tab);
        }

        var open = await MedianAsync(client, body, time);
        var beside = Resident(service);
        using var stop = new CancellationTokenSource();
        var typing = TypeAsync(tabs, stop.Token);
        var typed = await MedianAsync(client, body, time);
        await stop.CancelAsync();
        var changes = await typing;
        await context.CloseAsync();
        var after = await MedianAsync(client, body, time);

        var without = (before + after) / 2;
        Console.WriteLine(
            $"/predict, {Clients} clients, requests a second: {Text(before)} without pages, {Text(open)} beside {count} open ones, "
            + $"{Text(typed)} while {changes} changes are typed in them, {Text(after)} when they are closed: "
            + $"{Figures.Text(open / without, "0.00")} and {Figures.Text(typed / without, "0.00")} of without");
        Console.WriteLine($"memory of the service: {alone} MB without pages, {beside} beside {count}: {Figures.Text((beside - alone) / (double)count, "0.0")} MB a page");
    }

    private static async Task<int> TypeAsync(IReadOnlyList<IPage> tabs, CancellationToken cancellationToken)
    {
        var changes = 0;
        using var pace = new PeriodicTimer(Pace);
        try
        {
            while (await pace.WaitForNextTickAsync(cancellationToken))
            {
                await Typing.ChangeAsync(tabs[changes % tabs.Count], 1 + (changes / tabs.Count)).WaitAsync(cancellationToken);
                changes++;
            }
        }
        catch (OperationCanceledException)
        {
            // Enough was typed.
        }

        return changes;
    }

    private static async Task<double> MedianAsync(HttpClient client, string body, TimeSpan time)
    {
        var rates = new List<double>();
        for (var round = 0; round < Rounds; round++)
            rates.Add(await LoadAsync(client, body, time));
        return Figures.Median(rates);
    }

    private static async Task<double> LoadAsync(HttpClient client, string body, TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            var count = 0;
            for (; Stopwatch.GetElapsedTime(began) < time; count++)
            {
                using var content = new StringContent(body, null, "application/json");
                using var answer = await client.PostAsync("/predict", content);
                answer.EnsureSuccessStatusCode();
            }

            return count;
        })));
        return answers.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    // VmRSS in MB (Linux).
    private static int Resident(ServiceProcess service) => int.Parse(
        File.ReadLines($"/proc/{service.Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture) / 1024;

    private static string Text(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}

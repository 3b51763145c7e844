using System.Globalization;
using Finntelligence.Benchmarks.Trees;
using Finntelligence.Decisions.Storage;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Benchmarks.Decisions;

/// <summary>
/// <c>decisions-soak</c>: clients of a service for as long as asked, a line a minute, promotions meanwhile; at the end it looks for every
/// decision that was answered in the log. The script beside this one kills the database now and then.
/// </summary>
internal static class SoakCommand
{
    private const string Product = "cash-loan";
    private const string Alias = "production";
    private const int Versions = 2;

    private static readonly TimeSpan BetweenPromotions = TimeSpan.FromSeconds(45);

    public static async Task RunAsync(string[] args)
    {
        var arguments = new Arguments(args, "address", "root", "log", "process", "minutes", "per-second", "clients");
        var length = TimeSpan.FromMinutes(arguments.Number("minutes", 60));
        var workspace = new Workspace(arguments.Text("root")!);
        var process = arguments.Number("process", 0);
        using var http = new HttpClient { BaseAddress = new Uri(arguments.Text("address")!) };
        var clients = new SoakClients(http, await File.ReadAllTextAsync(Path.Combine(workspace.DataFolder(Product), "request.json")));
        using var end = new CancellationTokenSource(length);
        var work = Task.WhenAll(
            clients.RunAsync(arguments.Number("clients", 8), arguments.Number("per-second", 400), end.Token), PromoteAsync(workspace, end.Token));

        Say("minute", "requests", "refused", "errors", "p50 ms", "p99 ms", "memory MB", "promotions so far");
        for (var minute = 1; !work.IsCompleted; minute++)
        {
            await Task.WhenAny(work, Task.Delay(TimeSpan.FromMinutes(1)));
            var part = clients.Part();
            Say($"{minute}", $"{part.Requests}", $"{part.Refused}", $"{part.Errors}", Milliseconds(part, 0.5), Milliseconds(part, 0.99), $"{Memory(process)}", $"{_promotions}");
        }

        await work;
        Say("all", $"{clients.All.Requests}", $"{clients.All.Refused}", $"{clients.All.Errors}", Milliseconds(clients.All, 0.5), Milliseconds(clients.All, 0.99), $"{Memory(process)}", $"{_promotions}");
        Console.WriteLine($"outcomes {clients.Outcomes}, replays {clients.Replays} of which {clients.UnequalReplays} unequal, lines of batches {clients.Lines}, model versions seen {string.Join(' ', clients.VersionsSeen.Order())}");
        foreach (var fault in clients.Faults.Take(20))
            Console.WriteLine($"error: {fault}");
        await CompareAsync(clients, arguments.Text("log")!);
    }

    private static int _promotions;

    private static async Task PromoteAsync(Workspace workspace, CancellationToken end)
    {
        var registry = new LocalModelRegistry(workspace.ModelFolder(Product), TimeProvider.System) { User = "soak" };
        try
        {
            while (true)
            {
                await Task.Delay(BetweenPromotions, end);
                var version = (++_promotions % Versions) + 1;
                registry.MoveTogether(Alias, [new AliasTarget("risk", version), new AliasTarget("acceptance", version)], "soak", forced: true, CancellationToken.None);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    // Where it is a file's path it has no "=".
    private static async Task CompareAsync(SoakClients clients, string log)
    {
        using var store = (log.Contains('=', StringComparison.Ordinal) ? new LogPlace("", log) : new LogPlace(log, null)).Open(create: false);
        var missing = clients.Answered.ToHashSet();
        long kept = 0;
        await foreach (var decision in store.ReadAsync(null, null, default))
        {
            missing.Remove(Guid.Parse(decision.Id));
            kept++;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"answered {clients.Answered.Count}, in the log {kept}, answered and not in the log {missing.Count}"));
    }

    private static string Milliseconds(SoakFigures figures, double share) => figures.Milliseconds(share).ToString("0.0", CultureInfo.InvariantCulture);

    private static long Memory(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static void Say(params string[] cells) => Console.WriteLine(string.Join("  ", cells.Select(c => c.PadLeft(9))));
}

using System.Text.Json;

namespace Finntelligence.Training.Tests.Commands.Models;

/// <summary>A lender without an experiment, whose prices followed risk and a mood that nobody recorded.</summary>
public sealed class ConfoundedHistoryTests(ConfoundedHistoryTests.Workspace trained) : IClassFixture<ConfoundedHistoryTests.Workspace>
{
    /// <summary>One training for all tests.</summary>
    public sealed class Workspace : IAsyncLifetime
    {
        internal TestConsole Console { get; } = new();

        internal string History => Console.Folder.File("data/cash-loan/simulated-market.csv");

        public async Task InitializeAsync()
        {
            Console.Folder.Write("data/cash-loan/product.json", TrainedWorkspace.ProductOfOneTrainer());
            Console.Folder.Write("data/cash-loan/report.json", File.ReadAllBytes(Repository.File("data/cash-loan/report.json")));
            await Console.SayAsync("data", "simulate", "--market", "confounded", "--rows", "5000", "--out", History);
            await Console.SayAsync("train", "--data", History, "--threads", "2");
        }

        public Task DisposeAsync()
        {
            Console.Dispose();
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Both_models_learn_with_weights_and_say_that_the_effect_is_not_identified()
    {
        foreach (var kind in (string[])["acceptance", "risk"])
        {
            var figures = JsonDocument.Parse(await trained.Console.SayAsync("models", "show", $"{kind}@staging", "--json")).RootElement;
            var identification = Find(figures, "identification");

            identification.GetProperty("verdict").GetString().ShouldBe("notIdentified", kind);
            identification.GetProperty("weights").GetProperty("effectiveRows").GetDouble().ShouldBeGreaterThan(100);
            Math.Abs(identification.GetProperty("weights").GetProperty("correction").GetDouble()).ShouldBeLessThan(0.5);
        }
    }

    [Fact]
    public async Task The_bytes_come_out_again_and_ML_NET_reads_them()
    {
        await trained.Console.SayAsync("models", "verify");
        (await trained.Console.SayAsync("reproduce", "risk@staging", "acceptance@staging")).ShouldNotContain("differ");
    }

    [Fact]
    public async Task A_person_must_give_a_reason_to_promote_them()
    {
        (await trained.Console.RunAsync("models", "promote", "both", "--alias", "production")).ShouldBe(1);
        trained.Console.Error.ShouldContain("acceptance effect of the rate: not identified");
    }

    [Fact]
    public async Task The_first_page_of_the_report_says_in_a_sentence_what_cannot_be_known()
    {
        var output = trained.Console.Folder.File("report");
        Directory.CreateDirectory(output);
        await trained.Console.SayAsync("report", "--alias", "staging", "--data", trained.History, "--out", output);

        var html = File.ReadAllText(Path.Combine(output, "report.html"));
        var first = html[html.IndexOf("id=\"summary\"", StringComparison.Ordinal)..];
        first = first[..first.IndexOf("<table", StringComparison.Ordinal)];
        first.ShouldContain("What another rate would have done cannot be known from this history: what the acceptance model says of it is a guess.");
        first.ShouldContain("Do not promote");
        var report = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, "report.json"))).RootElement;
        report.GetProperty("verdict").GetProperty("checks").EnumerateArray()
            .Where(c => c.GetProperty("name").GetString()!.Contains("can be reproduced")).Select(c => c.GetProperty("outcome").GetString())
            .ShouldBe(["passed", "passed"]);
    }

    private static JsonElement Find(JsonElement element, string name)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                if (member.Name == name)
                    return member.Value;
                if (Find(member.Value, name) is { ValueKind: not JsonValueKind.Undefined } found)
                    return found;
            }
        }

        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                if (Find(item, name) is { ValueKind: not JsonValueKind.Undefined } found)
                    return found;
            }
        }

        return default;
    }
}

using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Tests.Seeing;
using Finntelligence.Api.Tests.Support;
using YamlDotNet.Serialization;

namespace Finntelligence.Api.Tests.Deploy;

/// <summary>What lies in deploy/ against the service, as far as that goes without a daemon.</summary>
[Collection(nameof(MetricsTests))]
public sealed partial class DeployTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Repository.File("deploy"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Repository.Root, f))];

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_setting_that_a_file_names_is_one(string file)
    {
        foreach (Match match in Setting().Matches(File.ReadAllText(Repository.File(file))))
        {
            var type = typeof(ServiceOptions);
            // The place in a list is a number.
            foreach (var part in match.Value.Split("__")[1..].Where(p => !char.IsAsciiDigit(p[0])))
                type = type.GetProperty(part).ShouldNotBeNull($"{file}: {match.Value}").PropertyType;
        }
    }

    [Fact]
    public void What_the_image_copies_and_builds_is_there()
    {
        var lines = File.ReadAllLines(Repository.File("deploy/Dockerfile"));
        string[] copied = [.. lines.Where(l => l.StartsWith("COPY ", StringComparison.Ordinal) && !l.Contains("--from", StringComparison.Ordinal)).SelectMany(l => l.Split(' ')[1..^1])];
        string[] published = [.. lines.SelectMany(l => Published().Matches(l)).Select(m => m.Groups[1].Value)];

        copied.ShouldNotBeEmpty();
        copied.ShouldAllBe(path => Path.Exists(Repository.File(path)));
        published.ShouldBe(["src/Finntelligence.Api", "src/Finntelligence.Training"]);
        published.ShouldAllBe(path => copied.Any(c => path.StartsWith(c, StringComparison.Ordinal)));
        string.Join('\n', lines).ShouldContain($"ENTRYPOINT [\"dotnet\", \"{typeof(Program).Assembly.GetName().Name}.dll\"]");
        File.ReadAllText(Repository.File("deploy/finntelligence.service")).ShouldContain($"/{typeof(Program).Assembly.GetName().Name}.dll");
    }

    [Fact]
    public void What_compose_mounts_is_there()
    {
        string[] mounted = [.. Mounted().Matches(File.ReadAllText(Repository.File("deploy/compose.yaml"))).Select(m => m.Groups[1].Value)];

        mounted.Length.ShouldBe(2);
        mounted.ShouldAllBe(path => File.Exists(Repository.File($"deploy/{path}")));
    }

    // There is no cluster here: that the text is YAML, that as many are asked for as the shards say, and that the image holds the program.
    [Theory]
    [InlineData("frontier-menus.yaml", 64)]
    [InlineData("frontier.yaml", 1)]
    public void A_job_of_Kubernetes_parses_and_runs_what_the_image_holds(string name, int shards)
    {
        var text = File.ReadAllText(Repository.File($"deploy/kubernetes/{name}"));
        var job = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(text);

        job["apiVersion"].ShouldBe("batch/v1");
        job["kind"].ShouldBe("Job");
        var spec = (Dictionary<object, object>)job["spec"];
        spec.GetValueOrDefault("completions", "1").ShouldBe($"{shards}");
        text.ShouldContain("Not run here");
        text.ShouldContain("exec dotnet /console/Finntelligence.Training.dll frontier");
        File.ReadAllText(Repository.File("deploy/Dockerfile")).ShouldContain("COPY --from=build /console /console");
        if (shards > 1)
            text.ShouldContain($"--shard \"$((JOB_COMPLETION_INDEX + 1))/{shards}\"");
    }

    [Fact]
    public void What_the_page_of_many_machines_links_to_is_there()
    {
        string[] linked = [.. Linked().Matches(File.ReadAllText(Repository.File("deploy/many.md"))).Select(m => m.Groups[1].Value)];

        linked.Length.ShouldBeGreaterThan(5);
        linked.ShouldAllBe(path => File.Exists(Path.Combine(Repository.File("deploy"), path)));
    }

    [Fact]
    public void Every_alert_is_explained()
    {
        var alerts = Alert().Matches(File.ReadAllText(Repository.File("deploy/prometheus/alerts.yml"))).Select(m => m.Groups[1].Value);
        var explained = Explained().Matches(File.ReadAllText(Repository.File("deploy/README.md"))).Select(m => m.Groups[1].Value);

        explained.ShouldBe(alerts);
    }

    [Fact]
    public async Task Every_metric_that_alerts_and_dashboard_ask_for_is_measured()
    {
        await using var service = new TestService(_workspace);
        // So many that drift is judged.
        using var lines = new StringContent(
            string.Concat(Enumerable.Repeat(TestService.With(_ => { }) + "\n", _workspace.Product.Monitoring.MinimumRows)), Encoding.UTF8, "application/x-ndjson");
        await service.CreateClient().PostAsync("/predict/batch", lines);
        await service.PostAsync(TestService.With(json => json["constraints"] = JsonNode.Parse("""{ "maxInstallment": 1 }""")));
        var measured = (await (await service.CreateClient().GetAsync("/metrics")).Content.ReadAsStringAsync())
            .Split('\n').Select(l => l.Split('{', ' ')[0]).ToHashSet();

        foreach (var file in (string[])["deploy/prometheus/alerts.yml", "deploy/grafana/finntelligence.json"])
        {
            string[] asked = [.. Metric().Matches(File.ReadAllText(Repository.File(file))).Select(m => m.Value).Distinct()];
            asked.Length.ShouldBeGreaterThan(5);
            asked.Except(measured).ShouldBeEmpty(file);
        }
    }

    [GeneratedRegex(@"Finntelligence__\w+")]
    private static partial Regex Setting();

    [GeneratedRegex(@"dotnet publish (\S+)")]
    private static partial Regex Published();

    [GeneratedRegex(@"- \./(\S+?):/")]
    private static partial Regex Mounted();

    [GeneratedRegex(@"\]\(([^)#:]+)\)")]
    private static partial Regex Linked();

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex Alert();

    [GeneratedRegex(@"^\| (Finntelligence\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Explained();

    [GeneratedRegex(@"\b(finntelligence|http_server)_[a-z_]+\b(?!"",|\.)")]
    private static partial Regex Metric();
}

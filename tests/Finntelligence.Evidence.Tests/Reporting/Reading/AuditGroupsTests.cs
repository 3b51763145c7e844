using System.Globalization;
using Finntelligence.Evidence.Reporting.Reading;
using Finntelligence.Foundation.Faults;

namespace Finntelligence.Evidence.Tests.Reporting.Reading;

public class AuditGroupsTests
{
    [Fact]
    public void Of_Cuts_numbers_at_the_bounds_and_knows_what_is_missing()
    {
        var groups = AuditGroups.Of(new AuditGrouping("age", "Age") { Bounds = [30, 40], Missing = ["0"], Unit = "years" }, ["29.9", "30", "39", "40", "0", ""]);

        groups.Names.ShouldBe(["under 30 years", "30 to under 40 years", "40 years and over"]);
        groups.Codes.ShouldBe([0, 1, 1, 2, -1, -1]);
    }

    [Fact]
    public void Of_Names_values_and_joins_what_is_too_many()
    {
        AuditGroups.Of(new AuditGrouping("female", "Sex") { Values = Names(("0", "men"), ("1", "women")) }, ["1", "0", "1"])
            .Names.ShouldBe(["men", "women"]);

        string[] many = [.. Enumerable.Range(0, 20).SelectMany(i => Enumerable.Repeat($"b{i:00}", 30 - i))];
        var branches = AuditGroups.Of(new AuditGrouping("branch", "Branch"), many);
        branches.Names.Length.ShouldBe(10);
        branches.Names[^1].ShouldBe("all others");
        branches.Codes[^1].ShouldBe(9);
    }

    [Fact]
    public void Of_Cuts_many_numbers_into_quarters()
    {
        var groups = AuditGroups.Of(new AuditGrouping("n", "N"), [.. Enumerable.Range(0, 100).Select(i => i.ToString(CultureInfo.InvariantCulture))]);

        groups.Codes.GroupBy(c => c).Select(g => g.Count()).ShouldAllBe(n => n == 25);
    }

    [Theory]
    [InlineData("{\"groups\":[{\"column\":\"income\",\"title\":\"x\"}]}", "groups[0].column")]
    [InlineData("{\"groups\":[{\"column\":\"age\",\"title\":\"x\",\"bounds\":[2,1]}]}", "groups[0].bounds")]
    [InlineData("{\"groups\":[{\"column\":\"age\",\"title\":\"x\",\"bounds\":[1],\"names\":[\"a\"]}]}", "groups[0].names")]
    [InlineData("{\"groups\":[{\"column\":\"age\",\"title\":\"x\"},{\"column\":\"age\",\"title\":\"x\"}]}", "groups[1].column")]
    [InlineData("{\"perid\":\"wave\"}", "perid")]
    [InlineData("{", "report.json")]
    public void Settings_Name_their_fault(string json, string fault)
    {
        using var folder = new TestFolder();
        string path = folder.Write("report.json", json);

        Should.Throw<RequestFaultException>(() => ReportSettings.Load(path, ["age"])).Message.ShouldContain(fault);
    }

    private static System.Collections.Immutable.ImmutableDictionary<string, string> Names(params (string, string)[] pairs) =>
        System.Collections.Immutable.ImmutableDictionary.CreateRange(pairs.Select(p => KeyValuePair.Create(p.Item1, p.Item2)));
}

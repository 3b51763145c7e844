using Finntelligence.Experiments.Definitions;

namespace Finntelligence.Experiments.Tests.Definitions;

public sealed class ExperimentReaderTests
{
    [Fact]
    public void A_definition_is_read()
    {
        var version = Experiments.Current;

        version.By.ShouldBe("pricing team");
        version.At.ShouldBe(new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero));
        version.Arms.Select(a => a.Share).ShouldBe([0.7, 0.2, 0.1, 0]);
        version.Arms[1].Exploration.ShouldBe(new Exploration { Draw = DrawLaw.Softmax, ShareOfBest = 0.8, Temperature = 2, Band = 3 });
        version.Arms[2].Policy.ShouldBe(ArmPolicy.Card);
        version.Arms[3].Shadow.ShouldBeTrue();
        version.Arms[3].Models.ShouldBe(new PairOfVersions(3, 2));
        version.Guardrails.ShouldBe(new Guardrails { MostForDecision = 5, MostForDay = 100, MostInAll = 2000, Stop = new StopRule(0.95, 1, 500) });
        version.LeaveOut[0].Holds(0).ShouldBeTrue();
        version.LeaveOut[0].Holds(1).ShouldBeFalse();
        version.LeaveOut[1].Holds(1000).ShouldBeTrue();
        version.LeaveOut[1].Holds(float.NaN).ShouldBeFalse();
    }

    [Theory]
    [InlineData("\"share\": 0.7", "\"share\": 0.6", "versions[0].arms")]
    [InlineData("\"share\": 0.7", "\"share\": -0.7", "versions[0].arms[0].share")]
    [InlineData("\"name\": \"card\"", "\"name\": \"champion\"", "versions[0].arms")]
    [InlineData("\"version\": 1", "\"version\": 2", "versions[0].version")]
    [InlineData("\"at\": \"2026-11-01T08:00:00Z\"", "\"at\": \"yesterday\"", "versions[0].at")]
    [InlineData("\"why\": \"To learn what a point of rate does.\"", "\"why\": \"\"", "versions[0].why")]
    [InlineData("\"running\"", "\"perhaps\"", "versions[0].state")]
    [InlineData("\"temperature\": 2, ", "", "versions[0].arms[1].exploration.temperature")]
    [InlineData("\"shareOfBest\": 0.8", "\"shareOfBest\": 1.8", "versions[0].arms[1].exploration.shareOfBest")]
    [InlineData("\"draw\": \"softmax\"", "\"draw\": \"uniform\"", "versions[0].arms[1].exploration.temperature")]
    [InlineData("\"policy\": \"card\"", "\"policy\": \"card\", \"exploration\": { \"draw\": \"uniform\", \"shareOfBest\": 0.5 }", "versions[0].arms[2].exploration")]
    [InlineData("\"riskCategory\", \"values\": [\"LOW\"]", "\"riskCategory\", \"values\": [\"LOWEST\"]", "versions[0].leaveOut[0].values")]
    [InlineData("\"monthlyIncome\", \"atMost\": 1000", "\"monthlyIncome\"", "versions[0].leaveOut[1].feature")]
    [InlineData("\"decision\": 5", "\"decision\": -5", "versions[0].guardrails.mostGivenUp.decision")]
    [InlineData("\"worseBy\": 1", "\"worseby\": 1", "versions[0].guardrails.stop.worseby")]
    [InlineData("\"confidence\": 0.95", "\"confidence\": 1", "versions[0].guardrails.stop.confidence")]
    [InlineData("\"models\": { \"risk\": 3, \"acceptance\": 2 }, \"shadow\": true", "\"shadow\": true, \"share\": 0.1", "versions[0].arms[3].share")]
    [InlineData("\"risk\": 3", "\"risk\": 0", "versions[0].arms[3].models.risk")]
    [InlineData("{ \"risk\": 3, \"acceptance\": 2 }", "\"staging\"", "versions[0].arms[3].models")]
    [InlineData("{ \"name\": \"champion\", \"share\": 0.7 }", "{ \"name\": \"champion\", \"share\": 0.7, \"models\": { \"risk\": 1, \"acceptance\": 1 } }", "versions[0].arms")]
    [InlineData("\"policy\": \"card\"", "\"policy\": \"rateCard\"", "versions[0].arms[2].policy")]
    [InlineData("\"draw\": \"softmax\", \"shareOfBest\": 0.8, \"temperature\": 2", "\"draw\": \"thompson\", \"shareOfBest\": 0.8", "versions[0].arms[1].exploration.bag")]
    [InlineData("\"temperature\": 2", "\"temperature\": 2, \"bag\": []", "versions[0].arms[1].exploration.bag")]
    [InlineData("\"leastDecisions\": 500", "\"leastDecisions\": 500, \"everyMinutes\": 0", "versions[0].guardrails.stop.everyMinutes")]
    public void A_fault_is_named_by_its_path(string instead, string fault, string path)
    {
        Experiments.Version.ShouldContain(instead);
        var thrown = Should.Throw<InvalidExperimentException>(() => Experiments.Read(Experiments.Document(Experiments.Version.Replace(instead, fault, StringComparison.Ordinal))));
        thrown.Faults.Select(f => f.Path).ShouldContain(path, thrown.Message);
    }

    [Fact]
    public void A_bag_and_how_often_the_rule_is_asked_are_read()
    {
        string json = Experiments.Version
            .Replace("\"draw\": \"softmax\", \"shareOfBest\": 0.8, \"temperature\": 2", "\"draw\": \"thompson\", \"shareOfBest\": 0.8, \"floor\": 0.1, \"bag\": [{ \"risk\": 1, \"acceptance\": 1 }, { \"risk\": 2, \"acceptance\": 1 }]", StringComparison.Ordinal)
            .Replace("\"leastDecisions\": 500", "\"leastDecisions\": 500, \"everyMinutes\": 15, \"horizonMonths\": 3", StringComparison.Ordinal);
        var version = Experiments.Read(Experiments.Document(json)).Current;
        version.Arms[1].Exploration!.Bag!.Pairs.ShouldBe([new PairOfVersions(1, 1), new PairOfVersions(2, 1)]);
        version.Guardrails.Stop.ShouldBe(new StopRule(0.95, 1, 500) { Every = TimeSpan.FromMinutes(15), HorizonMonths = 3 });
        // Two readings of the same arms are the same arms.
        version.Arms.SequenceEqual(Experiments.Read(Experiments.Document(json)).Current.Arms).ShouldBeTrue();
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        string json = Experiments.Version.Replace("\"running\"", "7", StringComparison.Ordinal).Replace("\"salt\": \"2026-11\",", "", StringComparison.Ordinal);
        var faults = Should.Throw<InvalidExperimentException>(() => Experiments.Read(Experiments.Document(json))).Faults;
        faults.Select(f => f.Path).ShouldBe(["versions[0].state", "versions[0].salt"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("gender", "protected")]
    [InlineData("age", "protected")]
    [InlineData("riskCategry", "riskCategory")]
    public void Nobody_is_left_out_by_what_the_product_does_not_declare(string feature, string word)
    {
        string json = Experiments.Version.Replace("\"feature\": \"riskCategory\"", $"\"feature\": \"{feature}\"", StringComparison.Ordinal);
        var fault = Should.Throw<InvalidExperimentException>(() => Experiments.Read(Experiments.Document(json))).Faults.ShouldHaveSingleItem();
        fault.Path.ShouldBe("versions[0].leaveOut[0].feature");
        fault.Message.ShouldContain(word);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"versions\":[]}")]
    [InlineData("{\"versions\":[1]}")]
    public void What_is_no_experiment_is_refused(string json) =>
        Should.Throw<InvalidExperimentException>(() => Experiments.Read(json)).Faults.ShouldNotBeEmpty();

    [Fact]
    public void Time_does_not_run_backwards()
    {
        string second = Experiments.Version.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal).Replace("2026-11-01", "2026-10-01", StringComparison.Ordinal);
        Should.Throw<InvalidExperimentException>(() => Experiments.Read(Experiments.Document(Experiments.Version, second)))
            .Faults.ShouldHaveSingleItem().Path.ShouldBe("versions[1].at");
    }
}

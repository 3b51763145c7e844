using Finntelligence.Experiments.Definitions;

namespace Finntelligence.Experiments.Tests.Definitions;

public sealed class ReferenceTests
{
    [Fact]
    public void The_example_of_the_reference_is_a_definition()
    {
        string page = File.ReadAllText(Repository.File("data/pricing-experiment.md"));
        int from = page.IndexOf("```json", StringComparison.Ordinal) + "```json".Length;
        var version = Experiments.Read(page[from..page.IndexOf("```", from, StringComparison.Ordinal)]).Current;
        version.Arms.Length.ShouldBe(3);
        version.Guardrails.Stop.ShouldBe(new StopRule(0.95, 1, 500));
    }
}

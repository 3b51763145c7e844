using System.Collections.Immutable;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Tests.Output;
using Finntelligence.Histories.Import;
using Finntelligence.Histories.Proposals;
using Finntelligence.Histories.Simulation;
using Finntelligence.Lending.Loading;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Histories.Tests.Import;

public sealed class ProposedProductTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly RecordingReporter _reporter = new();
    private readonly string _history;

    public ProposedProductTests()
    {
        _history = _folder.File("Twin 2003.csv.gz");
        TwinSimulation.Write(_history, seed: 1, rows: 2000, new Progress<double>(), CancellationToken.None);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_proposal_is_written_under_the_name_of_the_file_and_its_faults_are_those_of_what_was_written()
    {
        var proposed = Write(name: null);

        proposed.Path.ShouldBe(_folder.File("data/twin-2003/product.json"));
        _reporter.Tracked.ShouldBe(["Reading Twin 2003.csv.gz"]);
        proposed.Proposal.Columns.ShouldContain(c => c.Column == "risk");
        if (proposed.Faults.IsEmpty)
            ProductLoader.Load(proposed.Path).Name.ShouldBe("twin-2003");
        else
            Should.Throw<Lending.Products.InvalidProductException>(() => ProductLoader.Load(proposed.Path)).Faults.ShouldBe(proposed.Faults.Select(f => f.Fault));
    }

    [Fact]
    public void A_product_that_is_there_is_replaced_only_when_that_was_asked_for()
    {
        string path = _folder.Write("data/mine/product.json", "{}");

        Should.Throw<RequestFaultException>(() => Write("mine")).Message.ShouldBe($"{path} is there already; --force replaces it, --name makes another.");
        File.ReadAllText(path).ShouldBe("{}");

        Write("mine", force: true);
        File.ReadAllText(path).ShouldContain("\"name\": \"mine\"");
    }

    [Theory]
    [InlineData("Mine")]
    [InlineData("../mine")]
    [InlineData("")]
    public void A_name_that_cannot_be_a_folder_is_a_fault_of_the_option(string name)
    {
        var fault = Should.Throw<RequestFaultException>(() => Write(name));

        fault.Where.ShouldBe($"--name '{name}'");
        Directory.Exists(_folder.File("data")).ShouldBeFalse();
    }

    [Fact]
    public void What_the_file_leaves_open_is_asked_for()
    {
        var choices = new Asked();

        Write("mine", choices: choices);

        choices.Questions.ShouldContain("What says whether an offer was taken?");
        choices.Questions.ShouldContain("Which column is the rate?");
    }

    private ProposedProduct Write(string? name, bool force = false, IProposalChoices? choices = null) => ProposedProduct.Write(
        new Workspace(_folder.Path), _history, name, sheet: null, force, choices ?? new LikeliestChoices(), _reporter, CancellationToken.None);

    private sealed class Asked : IProposalChoices
    {
        private readonly LikeliestChoices _likeliest = new();

        public List<string> Questions { get; } = [];

        public string? Choose(string question, ImmutableArray<string> candidates)
        {
            Questions.Add(question);
            return _likeliest.Choose(question, candidates);
        }
    }
}

using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Tests.Output;
using Finntelligence.Modelling.Reproduction;
using Finntelligence.Modelling.Tests.Training;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Modelling.Tests.Reproduction;

public sealed class ReproductionJobTests(TrainedFolder trained) : IClassFixture<TrainedFolder>
{
    private readonly RecordingReporter _reporter = new();

    [Fact]
    public void A_registered_model_is_made_again_to_the_byte()
    {
        using var folder = trained.Copy();

        var made = Run(folder, "risk@staging").ShouldHaveSingleItem();

        made.IsIdentical.ShouldBeTrue(made.Verdict);
        (made.Kind, made.Version).ShouldBe(("risk", 1));
        made.Sha256.ShouldBe(trained.Outcome.Models.Single(m => m.Registration.Version.Kind == "risk").Registration.Version.Entry.Sha256);
        made.Inputs.ShouldAllBe(i => !i.Differs);
        _reporter.Tracked.ShouldBe(["Making risk 1 again"]);
    }

    [Fact]
    public void Another_product_makes_other_bytes_and_is_named_as_the_reason()
    {
        using var folder = trained.Copy();
        string product = folder.File("data/cash-loan/product.json");
        // What the models learn is untouched; what they are checked against is not.
        File.WriteAllText(product, File.ReadAllText(product).Replace("\"lossGivenDefault\":0", "\"lossGivenDefault\":0.5", StringComparison.Ordinal));

        var made = Run(folder, "risk/1").ShouldHaveSingleItem();

        made.IsIdentical.ShouldBeFalse();
        made.Verdict.ShouldContain("product");
        made.DifferingMembers.ShouldContain("manifest.json");
    }

    [Fact]
    public void Data_that_is_gone_is_a_fault()
    {
        using var folder = trained.Copy();
        File.Delete(folder.File("data/cash-loan/simulated.csv.gz"));

        Should.Throw<RequestFaultException>(() => Run(folder, "risk/1")).Message.ShouldContain("simulated.csv.gz");
    }

    [Fact]
    public void A_file_that_was_touched_is_not_taken_for_what_was_registered()
    {
        using var folder = trained.Copy();
        string path = folder.File("models/cash-loan/risk/1/model.zip");
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);

        Should.Throw<UserFaultException>(() => Run(folder, "risk/1")).Message.ShouldContain("model.zip");
    }

    [Theory]
    [InlineData("risk@production", "models:/cash-loan-risk@production")]
    [InlineData("acceptance/2", "models:/cash-loan-acceptance/2")]
    [InlineData("models:/cash-loan-risk/3", "models:/cash-loan-risk/3")]
    public void Names_are_read_as_people_write_them(string text, string uri) =>
        ReproductionJob.Parse(text, TrainedFolder.Product).ToString().ShouldBe(uri);

    [Theory]
    [InlineData("risk", "names no model")]
    [InlineData("models:/car-loan-risk/1", "add --product car-loan")]
    [InlineData("mood/1", "the kinds of model are risk and acceptance")]
    public void A_name_that_is_none_is_a_fault_that_says_how_to_write_it(string text, string said) =>
        Should.Throw<RequestFaultException>(() => ReproductionJob.Parse(text, TrainedFolder.Product)).Message.ShouldContain(said);

    private Comparison[] Run(TestFolder folder, params string[] models) =>
    [
        .. new ReproductionJob(
            new Workspace(folder.Path), TrainedFolder.Product, threads: 1, TimeProvider.System, new CodeState("0123456789abcdef0123456789abcdef01234567", true), _reporter)
            .Run(models.Select(m => ReproductionJob.Parse(m, TrainedFolder.Product)), CancellationToken.None),
    ];
}

using System.Collections.Immutable;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Modelling.Gates;
using Finntelligence.Modelling.Tests.Versions;
using Finntelligence.Testing;

namespace Finntelligence.Modelling.Tests.Fitting;

public sealed class TournamentTests
{
    private static readonly ProductDefinition Product = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));

    [Fact]
    public void The_lower_log_loss_wins_among_those_that_keep_the_promises()
    {
        var good = Fit("MonotoneFastTree", 0.24, kept: true);
        Tournament.Of([good, Fit("FastTree", 0.23, kept: false)]).Winner.ShouldBe(good);
        var better = Fit("FastTree", 0.23, kept: true);
        Tournament.Of([good, better]).Winner.ShouldBe(better);
        Tournament.Of([good, Fit("FastTree", 0.24, kept: true)]).Winner.ShouldBe(good);
    }

    [Fact]
    public void Where_nobody_keeps_the_promises_nobody_wins() =>
        Tournament.Of([Fit("FastTree", 0.23, kept: false)]).Winner.ShouldBeNull();

    [Theory]
    [InlineData(null, null, "MonotoneFastTree,FastTree")]
    [InlineData(null, "FastTree", "FastTree")]
    [InlineData("MonotoneFastTree", "FastTree", "MonotoneFastTree")]
    [InlineData("both", "FastTree", "MonotoneFastTree,FastTree")]
    public void Who_competes_is_asked_for_or_declared_or_everybody(string? asked, string? declared, string expected)
    {
        var entrants = Entrants.Of(Product.Model(ModelKind.Risk) with { Trainer = declared }, asked, _ => null);
        string.Join(',', entrants.Trainers.Select(t => t.Name)).ShouldBe(expected);
        entrants.LeftOut.ShouldBeEmpty();
    }

    [Fact]
    public void Without_its_native_library_FastTree_is_left_out_in_one_sentence_and_the_other_goes_on()
    {
        var entrants = Entrants.Of(Product.Model(ModelKind.Risk), null, t => t.Name == "FastTree" ? "this is arm64" : null);
        entrants.Trainers.ShouldHaveSingleItem().Name.ShouldBe("MonotoneFastTree");
        entrants.LeftOut.ShouldBe(["FastTree is left out: this is arm64."]);
        Should.Throw<RequestFaultException>(() => Entrants.Of(Product.Model(ModelKind.Risk), "FastTree", _ => "this is arm64"))
            .Message.ShouldBe("FastTree was asked for and cannot train here: this is arm64.");
    }

    private static ModelFit Fit(string trainer, double logLoss, bool kept)
    {
        var contents = SomeArtifacts.Of(Product, ModelKind.Risk, 0.5, SomeArtifacts.GoodMetrics.SetItem("logLoss", logLoss));
        return new ModelFit(
            ModelKind.Risk, trainer, [], contents, [], Rows: null!, [],
            new PromiseFigures(kept ? new RatePromise("falls", 0, 0) : new RatePromise("falls", 0.1, 0.02), ImmutableArray<GateResult>.Empty));
    }
}

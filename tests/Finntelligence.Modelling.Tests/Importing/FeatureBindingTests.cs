using System.Collections.Immutable;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Importing;
using Finntelligence.Trees;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Modelling.Tests.Importing;

public sealed class FeatureBindingTests
{
    private static readonly ProductDefinition Product = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));
    private static readonly ImmutableArray<FeatureSpec> Inputs = new FeatureEncoder(Product, ModelKind.Acceptance).Features;

    [Fact]
    public void Nodes_Follow_Their_Names_And_Features_Are_The_Products()
    {
        var (bound, _) = FeatureBinding.Bind(Model(["rate", "bureauScore"], Split(0, 7.5f), Split(1, 600)), Inputs, Product);

        bound.Features.ShouldBe(Inputs);
        bound.Trees.Select(t => bound.Features[t.Nodes[0].Feature].Name).ShouldBe(["rate", "bureauScore"]);
        bound.Arithmetic.ShouldBe(ScoreArithmetic.Double);
    }

    [Fact]
    public void Sets_Of_Codes_Fit_Categories_Alone()
    {
        var byCode = Split(0, 0) with { Nodes = [new SplitNode(0, 0, ~0, ~1, true, 1, 2, [1, 2])] };

        var (_, notices) = FeatureBinding.Bind(Model(["riskCategory"], byCode), Inputs, Product);
        notices.ShouldContain("The file must have been trained with these codes of riskCategory: LOW 0, MEDIUM 1, HIGH 2.");

        Should.Throw<RequestFaultException>(() => FeatureBinding.Bind(Model(["priorLoans"], byCode), Inputs, Product)).Message
            .ShouldBe("some.txt splits by sets of category codes on inputs that are numbers to the product: priorLoans.");
    }

    [Fact]
    public void A_File_Without_Any_Of_The_Inputs_Is_Refused()
    {
        var constant = new DecisionTree([], [new Leaf(1, 1)]);
        Should.Throw<RequestFaultException>(() => FeatureBinding.Bind(Model(["a", "b"], constant), Inputs, Product)).Message
            .ShouldStartWith("some.txt has none of the inputs of the product's model: riskCategory, ");
    }

    private static DecisionTree Split(int feature, float threshold) =>
        new([new SplitNode(feature, threshold, ~0, ~1, true, 1, 2)], [new Leaf(1, 1), new Leaf(2, 1)]);

    private static ForeignModel Model(string[] names, params DecisionTree[] trees) => new(
        "lightgbm", "some.txt", new string('0', 64), new TreeEnsemble([.. names.Select(n => new FeatureSpec(n))], 0, [.. trees], ScoreArithmetic.Double),
        new PlattCalibrator(-1, 0), "binary", HasFeatureNames: true, HasCover: true, []);
}

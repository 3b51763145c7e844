using Finntelligence.Evidence.Evaluation;
using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Lending.Products;
using Finntelligence.Training.Tests.Commands;

namespace Finntelligence.Evidence.Tests.Evaluation;

public sealed class ProbitTests
{
    private static readonly ProductDefinition Product = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));
    private static readonly ExperimentDefinition Definition = ExperimentDefinition.Load(Repository.File("data/cash-loan/experiment.json"));

    // Karlan and Zinman 2008: −0.00289 a point of monthly rate, 53,178 letters.
    [RealDataFact]
    public async Task The_papers_marginal_effect_is_found_in_the_real_data()
    {
        using var console = new TestConsole();
        File.Copy(Repository.File("data/cash-loan/product.json"), console.Folder.File("data/cash-loan/product.json"));
        await console.SayAsync("data", "import", "--from", RealData.Path!);
        string history = console.Folder.File("data/cash-loan/raw/history.csv");
        var experiment = ExperimentReader.Read(Product, Definition, Product.Policy.RateCaps!, history, default);

        var probit = Probit.Fit(experiment, StratumColumns.Read(history, Definition, experiment), Definition.Probit)!;

        probit.Rows.ShouldBe(53_178);
        probit.MarginalEffect.ShouldBe(-0.00289, 0.000005);
        probit.StandardError.ShouldBeInRange(0.0003, 0.0008);
    }
}

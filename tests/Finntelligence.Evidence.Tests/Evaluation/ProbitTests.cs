using Finntelligence.Evidence.Evaluation;
using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Histories.Checks;
using Finntelligence.Histories.Import;
using Finntelligence.Histories.Sources;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Identification;

namespace Finntelligence.Evidence.Tests.Evaluation;

public sealed class ProbitTests
{
    private static readonly ProductDefinition Product = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));
    private static readonly ExperimentDefinition Definition = ExperimentDefinition.Load(Repository.File("data/cash-loan/experiment.json"));

    // Karlan and Zinman 2008: −0.00289 a point of monthly rate, 53,178 letters.
    [RealDataFact]
    public void The_papers_marginal_effect_is_found_in_the_real_data()
    {
        using var folder = new TestFolder();
        string history = folder.File("history.csv");
        new HistoryImport(ImportChecks.Load(Repository.File("data/cash-loan/import-checks.json")), Product)
            .Run(() => SourceFile.Open(RealData.Path!), history, false, new Progress<double>(), default);
        var experiment = ExperimentReader.Read(Product, Definition, Product.Policy.RateCaps!, history, default);

        var probit = Probit.Fit(experiment, StratumColumns.Read(history, Definition, experiment), Definition.Probit)!;

        probit.Rows.ShouldBe(53_178);
        probit.MarginalEffect.ShouldBe(-0.00289, 0.000005);
        probit.StandardError.ShouldBeInRange(0.0003, 0.0008);
    }
}

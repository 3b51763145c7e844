using Finntelligence.Histories.Checks;
using Finntelligence.Histories.Files;
using Finntelligence.Histories.Import;
using Finntelligence.Histories.Simulation;
using Finntelligence.Histories.Sources;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;

namespace Finntelligence.Histories.Tests.Import;

public sealed class RealImportTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [RealDataFact]
    public void The_experiment_shows_every_published_figure()
    {
        string product = Repository.File("data/cash-loan/product.json");
        ImportChecks checks = ImportChecks.Load(Repository.File("data/cash-loan/import-checks.json"));
        ImportSummary summary = new HistoryImport(checks, ProductLoader.Load(product))
            .Run(() => SourceFile.Open(RealData.Path!), _folder.File("history.csv"), force: false, new Progress<double>(), CancellationToken.None);

        summary.Rows.ShouldBe(53810);
        summary.Columns.Select(c => c.Name).ShouldBe(TwinColumns.Names);
        summary.Checks.Length.ShouldBeGreaterThan(30);
        summary.Labels.ShouldBe([new LabelSummary("take-up", 53810, 3887), new LabelSummary("default", 3887, 611)]);
        summary.Columns.Single(c => c.Name == "grossincome").Missing.ShouldBe(4958);
        // The same bytes on every machine: models name the sha256 of what they were trained on.
        summary.Sha256.ShouldBe("ceeba837e12b21bdeae448c2489dc545501fb964bc0fd1c91cc0e406044c3a70");
        TrainingHistory.Open(_folder.File("history.csv"), "").IsSimulated.ShouldBeFalse();
    }
}

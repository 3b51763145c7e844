using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Evidence.Evaluation.Policies;
using Finntelligence.Experiments.Planning;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Files;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Identification;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Evidence.Planning;

/// <summary>Plans an experiment from a history and writes models/&lt;product&gt;/experiment-plan.json and .html.</summary>
/// <param name="workspace">Where things lie.</param>
/// <param name="reporter">Is told how far it is.</param>
public sealed class PlanJob(Workspace workspace, IReporter reporter)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>Does it.</summary>
    /// <exception cref="DataFaultException">The history shows no random rates.</exception>
    public PlanOutcome Run(PlanRequest request, CancellationToken cancellation)
    {
        var product = ProductLoader.Load(workspace.ProductFile(request.Product));
        var definition = ExperimentDefinition.Load(ExperimentDefinition.PathOf(workspace, request.Product));
        var history = TrainingHistory.Find(workspace, request.Product, request.Data);
        reporter.Status($"Planning from {history.Description}: {history.Path}");
        var grid = new RateGrid(product);
        var rows = Evaluation.Data.ExperimentReader.Read(product, definition, grid.Card, history.Path, cancellation);
        if (rows.Count == 0)
            throw new DataFaultException($"{history.Path} holds no offer with a rate and an outcome.");
        double costOfFunds = (double)product.Economics.CostOfFunds / (product.RatePeriod == RatePeriod.Year ? 12 : 1);
        var run = new PlanRun(grid, rows, RealisedProfit.Recorded(rows, costOfFunds));
        var power = new PowerPlan(request.Confidence, request.Power);
        var settings = new PlanSettings(product.Currency, request.Difference, request.OffersPerDay, request.Power, request.Confidence);
        var plan = new ExperimentPlan
        {
            History = run.History(history.Name, history.IsSimulated, power),
            Settings = settings,
            Designs = run.Designs(settings, power, request.Shares, request.Bands),
            Check = request.CheckRuns > 0
                ? reporter.Track("Drawing experiments", _ => PlanCheckRun.Run(power, request.CheckRuns, request.Seed, Environment.ProcessorCount, cancellation))
                : null,
        };
        string json = Path.Combine(workspace.ModelFolder(request.Product), "experiment-plan.json");
        string page = Path.ChangeExtension(json, ".html");
        AtomicFile.WriteAllText(json, JsonSerializer.Serialize(plan, Json) + "\n");
        AtomicFile.WriteAllText(page, PlanPage.Of(product.Title, plan));
        return new PlanOutcome(plan, json, page);
    }
}

/// <summary>What is asked.</summary>
/// <param name="Product">The product.</param>
/// <param name="Data">The history; null for the product's own.</param>
/// <param name="Difference">To be seen, an offer.</param>
/// <param name="OffersPerDay">That the lender makes.</param>
/// <param name="Shares">Of the offers that are not the champion's, each in (0, 1).</param>
/// <param name="Bands">Points below the card within which rates are drawn.</param>
/// <param name="Power">In (0, 1).</param>
/// <param name="Confidence">In (0, 1).</param>
/// <param name="CheckRuns">Experiments to draw on the twin; 0 for none.</param>
/// <param name="Seed">Of them.</param>
public sealed record PlanRequest(
    string Product, string? Data, double Difference, double OffersPerDay, ImmutableArray<double> Shares, ImmutableArray<double> Bands, double Power, double Confidence,
    int CheckRuns, ulong Seed);

/// <summary>What came of it.</summary>
public sealed record PlanOutcome(ExperimentPlan Plan, string Path, string Page);

using Finntelligence.Foundation.Output;
using Finntelligence.ModelOps.Files;

namespace Finntelligence.Portfolios.Frontier;

/// <summary>The files of a frontier.</summary>
internal static class FrontierFiles
{
    /// <summary>Writes them.</summary>
    /// <param name="folder">Made where it is not there.</param>
    /// <param name="menus">What the frontiers were found in.</param>
    /// <param name="run">The frontiers.</param>
    /// <param name="currency">Of the product.</param>
    public static void Write(string folder, IMenuSource menus, FrontierRun run, string currency)
    {
        var (chosen, point) = run.Chosen;
        var hull = run.Frontiers.TakeWhile(f => f.Resource.Name != chosen.Resource.Name).Count();
        foreach (var frontier in run.Frontiers)
            AtomicFile.WriteAllText(Path.Combine(folder, $"frontier-{frontier.Resource.Name}.csv"), FrontierCsv.Of(frontier.Points));
        AtomicFile.Write(
            Path.Combine(folder, "offers.csv"), stream => FrontierCsv.WriteOffers(stream, chosen.OffersAt(menus, hull, point), chosen.Losses));
        AtomicFile.WriteAllText(Path.Combine(folder, "chosen.csv"), FrontierCsv.Of([point]));
        AtomicFile.WriteAllText(Path.Combine(folder, "frontier.svg"), FrontierChart.Of(
            $"Efficient frontiers of {Figures.Count(menus.Applicants)} applicants",
            currency,
            [.. run.Frontiers.Select(f => new FrontierChart.Panel(f.Resource, f.Points, point))]));
    }
}

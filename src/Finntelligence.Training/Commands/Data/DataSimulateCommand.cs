using System.CommandLine;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.CarLoans;
using Finntelligence.Histories.Simulation;
using Finntelligence.Histories.Simulation.Confounding;
using Finntelligence.Modelling.Tracking;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Data;

/// <summary><c>data simulate</c>: the twin of the cash-loan experiment, or the market of car loans.</summary>
internal static class DataSimulateCommand
{
    private const string Experiment = "experiment";
    private const string Confounded = "confounded";

    public static Command Create(ConsoleHost host)
    {
        var product = new Option<string>("--product")
        {
            Description = $"{ProductOption.Default}: a twin of the real experiment. {CarSimulation.Product}: a market that is made up.",
            DefaultValueFactory = _ => ProductOption.Default,
        };
        product.AcceptOnlyFromAmong(ProductOption.Default, CarSimulation.Product);
        var rows = new Option<long?>("--rows") { Description = "Number of rows. Without it: as many as the repository has." };
        var seed = new Option<ulong?>("--seed")
        {
            Description = "Any whole number from 0; the same one gives the same rows. Without it: that of the repository.",
        };
        var path = new Option<string?>("--out")
        {
            Description = "The CSV to write, compressed if its name ends in .gz. Without it: data/<product>/simulated.csv.gz.",
        };
        var market = new Option<string>("--market")
        {
            Description = "experiment: rates at random, as in the real one. confounded: rates that follow risk and a mood, with the mood as a column.",
            DefaultValueFactory = _ => Experiment,
        };
        market.AcceptOnlyFromAmong(Experiment, Confounded);
        var strength = new Option<string>("--strength")
        {
            Description = "How far the rates of the confounded market follow risk and mood.",
            DefaultValueFactory = _ => ConfoundingStrength.Moderate.Name,
        };
        strength.AcceptOnlyFromAmong([.. ConfoundingStrength.All.Select(s => s.Name)]);
        var command = new Command("simulate", "Draw a history whose true behaviour is known.")
        {
            product, rows, seed, path, market, strength,
        };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            string name = parsed.GetValue(product)!;
            var shipped = name == CarSimulation.Product
                ? (Rows: (long)CarSimulation.ShippedRows, Seed: CarSimulation.ShippedSeed)
                : (TwinSimulation.ShippedRows, TwinSimulation.ShippedSeed);
            var (wanted, start) = (parsed.GetValue(rows) ?? shipped.Rows, parsed.GetValue(seed) ?? shipped.Seed);
            if (parsed.GetValue(market) == Confounded)
            {
                if (name != ProductOption.Default)
                    throw new RequestFaultException($"--market confounded belongs to --product {ProductOption.Default}.");
                string file = parsed.GetValue(path)
                    ?? throw new RequestFaultException("--market confounded needs --out: data/cash-loan/simulated.csv.gz is the experiment's twin.");
                var confounding = ConfoundingStrength.All.Single(s => s.Name == parsed.GetValue(strength));
                Simulate(
                    file, start, wanted, ConfoundedSimulation.Names,
                    progress => ConfoundedSimulation.Write(file, confounding, start, wanted, progress, cancellation), reporter);
                return;
            }
            if (parsed.GetResult(strength) is { Implicit: false })
                throw new RequestFaultException("--strength belongs to --market confounded.");
            if (parsed.GetValue(path) is { } elsewhere)
            {
                Simulate(name, elsewhere, start, wanted, reporter, cancellation);
                return;
            }
            var workspace = host.Workspace();
            string simulated = Path.Combine(workspace.DataFolder(name), "simulated.csv.gz");
            Simulate(name, simulated, start, wanted, reporter, cancellation);
            new PipelineRecord(workspace, host.Time, reporter).Update(
                "simulate", name, reads: [], writes: [simulated], cancellation,
                unlike: (wanted, start) == shipped ? null : "other rows or another seed were asked for");
        });
        return command;
    }

    private static void Simulate(string product, string path, ulong seed, long rows, IReporter reporter, CancellationToken cancellation)
    {
        if (product == CarSimulation.Product)
            Simulate(path, seed, rows, CarSimulation.Names, progress => CarSimulation.Write(path, seed, rows, progress, cancellation), reporter);
        else
            Simulate(path, seed, rows, TwinColumns.Names, progress => TwinSimulation.Write(path, seed, rows, progress, cancellation), reporter);
    }

    private static void Simulate(string path, ulong seed, long rows, IReadOnlyList<string> columns, Action<IProgress<double>> write, IReporter reporter)
    {
        if (rows < 1)
            throw new RequestFaultException("1 or more are possible.", where: $"--rows {rows}");
        reporter.Track($"Simulating {Figures.Count(rows)} rows", progress =>
        {
            write(progress);
            return rows;
        });
        long bytes = new FileInfo(path).Length;
        reporter.Status($"Written: {path} ({Figures.Count(rows)} rows, seed {seed}, {Figures.Count(bytes)} bytes).");
        reporter.Document(new { path, rows, seed, columns, bytes });
    }
}

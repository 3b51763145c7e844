using System.CommandLine;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Simulation;
using Finntelligence.Histories.Simulation.Confounding;
using Finntelligence.Modelling.Tracking;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Data;

/// <summary><c>data simulate</c>: the twin of the cash-loan experiment.</summary>
internal static class DataSimulateCommand
{
    private const string Product = ProductOption.Default;
    private const string Experiment = "experiment";
    private const string Confounded = "confounded";

    public static Command Create(ConsoleHost host)
    {
        var rows = new Option<long>("--rows") { Description = "Number of letters.", DefaultValueFactory = _ => TwinSimulation.ShippedRows };
        var seed = new Option<ulong>("--seed")
        {
            Description = "Any whole number from 0; the same one gives the same rows.",
            DefaultValueFactory = _ => TwinSimulation.ShippedSeed,
        };
        var path = new Option<string?>("--out")
        {
            Description = "The CSV to write, compressed if its name ends in .gz. Without it: data/cash-loan/simulated.csv.gz.",
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
        var command = new Command("simulate", "Draw a twin of the experiment, with the same columns, whose true behaviour is known.")
        {
            rows, seed, path, market, strength,
        };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            if (parsed.GetValue(market) == Confounded)
            {
                string file = parsed.GetValue(path)
                    ?? throw new RequestFaultException("--market confounded needs --out: data/cash-loan/simulated.csv.gz is the experiment's twin.");
                var confounding = ConfoundingStrength.All.Single(s => s.Name == parsed.GetValue(strength));
                Simulate(
                    file, parsed.GetValue(seed), parsed.GetValue(rows), ConfoundedSimulation.Names,
                    progress => ConfoundedSimulation.Write(file, confounding, parsed.GetValue(seed), parsed.GetValue(rows), progress, cancellation), reporter);
                return;
            }
            if (parsed.GetResult(strength) is { Implicit: false })
                throw new RequestFaultException("--strength belongs to --market confounded.");
            if (parsed.GetValue(path) is { } elsewhere)
            {
                Simulate(elsewhere, parsed.GetValue(seed), parsed.GetValue(rows), reporter, cancellation);
                return;
            }
            var workspace = host.Workspace();
            string twin = Path.Combine(workspace.DataFolder(Product), "simulated.csv.gz");
            Simulate(twin, parsed.GetValue(seed), parsed.GetValue(rows), reporter, cancellation);
            bool isShipped = TwinSimulation.IsShipped(parsed.GetValue(seed), parsed.GetValue(rows));
            new PipelineRecord(workspace, host.Time, reporter).Update(
                "simulate", reads: [], writes: [twin], cancellation, unlike: isShipped ? null : "other rows or another seed were asked for");
        });
        return command;
    }

    private static void Simulate(string path, ulong seed, long rows, IReporter reporter, CancellationToken cancellation) => Simulate(
        path, seed, rows, TwinColumns.Names, progress => TwinSimulation.Write(path, seed, rows, progress, cancellation), reporter);

    private static void Simulate(string path, ulong seed, long rows, IReadOnlyList<string> columns, Action<IProgress<double>> write, IReporter reporter)
    {
        if (rows < 1)
            throw new RequestFaultException("1 or more are possible.", where: $"--rows {rows}");
        reporter.Track($"Simulating {Figures.Count(rows)} letters", progress =>
        {
            write(progress);
            return rows;
        });
        long bytes = new FileInfo(path).Length;
        reporter.Status($"Written: {path} ({Figures.Count(rows)} rows, seed {seed}, {Figures.Count(bytes)} bytes).");
        reporter.Document(new { path, rows, seed, columns, bytes });
    }
}

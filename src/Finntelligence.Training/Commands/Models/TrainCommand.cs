using System.CommandLine;
using Finntelligence.Modelling.Training;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Models;

/// <summary><c>train</c>: fits both models, registers them, and records all of it as a run.</summary>
internal static class TrainCommand
{
    public static Command Create(ConsoleHost host)
    {
        var data = new Option<string?>("--data")
        {
            Description = "A history to learn from instead of the imported one (.csv or .csv.gz) under the history's columns, or the CSV of `decisions export`.",
        };
        var seed = new Option<ulong?>("--seed")
        {
            Description = "Seed of the row and feature samples. Without it: train.seed of params.yaml, else 1.",
        };
        Option<int> threads = ThreadsOption.Create("the models");
        Option<string?> trainer = TrainerOption.Create();
        var memory = new MemoryOptions();
        Option<string> product = ProductOption.Create();
        var command = new Command("train", "Fit the risk and the acceptance model and register them in models/<product>, as staging; `models promote` puts them into production. "
            + "Also written: models/<product>/metrics.json, the run under runs/, the stage in dvc.lock.")
        {
            data, seed, trainer, threads, memory.Memory, memory.Scratch, product,
        };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            var request = new TrainingRequest(
                parsed.GetValue(product)!, parsed.GetValue(data), parsed.GetValue(seed), parsed.GetValue(trainer), parsed.GetValue(threads))
            {
                Memory = memory.Of(parsed),
            };
            var view = new TrainingTables(reporter, ModelsPromoteCommand.LineFor(request.Product));
            var job = new TrainingJob(host.Workspace(), host.Surroundings, host.Code(), reporter, view);
            reporter.Document(Document(job.Run(request, cancellation)));
            job.RecordStage(request, cancellation);
        });
        return command;
    }

    private static object Document(TrainingOutcome outcome) => new
    {
        run = outcome.Run,
        data = new { outcome.History.Path, outcome.History.Sha256 },
        models = outcome.Models.Select(model => new
        {
            model.Fit.Contents.Manifest.Kind,
            model.Fit.Trainer,
            goesOn = model.GoesOn,
            model.Registration.Version.Entry.Version,
            model.Registration.IsNew,
            model.Registration.Version.Entry.Sha256,
            model.Fit.Contents.Manifest.Options,
            model.Fit.Contents.Manifest.Calibration,
            model.Fit.Contents.Manifest.Metrics,
            model.Fit.Contents.Manifest.Identification,
        }),
    };
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Foundation.Output;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Experiments;

/// <summary><c>experiment show</c>: what data/&lt;product&gt;/pricing-experiment.json says, and who changed it when and why.</summary>
internal static class ExperimentShowCommand
{
    public static Command Create(ConsoleHost host)
    {
        Option<string> product = ProductOption.Create();
        var command = new Command("show", "Check data/<product>/pricing-experiment.json and show what runs, and who changed it when and why.") { product };
        command.Does(host, (parsed, reporter, _) =>
        {
            string name = parsed.GetValue(product)!;
            var experiment = new ExperimentBook(host.Workspace(), host.Time).Find(name);
            var version = experiment.Current;
            reporter.Table(new ReportTable(
                $"Arms of version {version.Version}, {Word(version.State)}",
                [new("arm"), new("share", true), new("policy"), new("models", Rank: 1), new("draws")],
                [.. version.Arms.Select(a => (string[])
                    [a.Name, a.Shadow ? "shadow" : Figures.Percent(a.Share), Word(a.Policy), a.Models is { } m ? string.Create(CultureInfo.InvariantCulture, $"risk {m.Risk}, acceptance {m.Acceptance}") : "in service", a.Exploration is { } e ? Draws(e) : "–"])]));
            reporter.Table(new ReportTable(
                "Versions", [new("version", true), new("at"), new("state"), new("by"), new("why")],
                [.. experiment.Versions.Select(v => (string[])
                    [v.Version.ToString(CultureInfo.InvariantCulture), v.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), Word(v.State), v.By, v.Why])]));
            reporter.Document(experiment);
        });
        return command;
    }

    private static string Draws(Exploration e) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Word(e.Draw)}, at least {Figures.Percent(e.ShareOfBest)} of the best{(e.Band is { } band ? $", within {band:0.##} points" : "")}{(e.Temperature is { } t ? $", temperature {t:0.##}" : "")}");

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

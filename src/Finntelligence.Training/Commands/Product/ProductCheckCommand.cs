using System.CommandLine;
using System.Globalization;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Import;
using Finntelligence.Lending.Products;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Product;

/// <summary><c>product check</c>: every fault of a definition with its line, and what its policy lacks.</summary>
internal static class ProductCheckCommand
{
    public static Command Create(ConsoleHost host)
    {
        Option<string> product = ProductOption.Create();
        var command = new Command("check", "Name every fault of data/<product>/product.json with its line, and what its policy leaves open.") { product };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            var check = ProductCheck.Run(host.Workspace(), parsed.GetValue(product)!, reporter, cancellation);
            Show(check, reporter);
            reporter.Document(new
            {
                check.Path,
                Valid = check.IsValid,
                Faults = check.Faults.Select(f => new { f.Fault.Path, f.Line, f.Fault.Message }),
                History = check.History,
                Gaps = check.Gaps.Select(g => new { g.Path, g.Message }),
            });
            return check.IsValid ? CommandRun.Success : CommandRun.Failure;
        });
        return command;
    }

    private static void Show(ProductCheck check, IReporter reporter)
    {
        if (check.Faults.Length > 0)
        {
            reporter.Table(new ReportTable(
                $"Faults of {check.Path}",
                [new("line", Numeric: true), new("where"), new("what")],
                [.. check.Faults.Select(f => new[] { Line(f.Line), Path(f.Fault), f.Fault.Message })]));
        }

        foreach (string fault in check.History)
            reporter.Status(fault);
        if (check.Gaps.Length > 0)
        {
            reporter.Table(new ReportTable(
                "What the policy leaves open", [new("where"), new("what")], [.. check.Gaps.Select(g => new[] { g.Path, g.Message })]));
        }

        reporter.Status("");
        reporter.Status(
            check.Faults.Length > 0 ? $"{check.Faults.Length} {(check.Faults.Length == 1 ? "fault" : "faults")}; no command can use the definition."
            : check.History.Length > 0 ? "The definition has no faults, but does not fit the imported history."
            : $"{check.Path} has no faults{(check.HasHistory ? ", and fits the imported history" : "")}.");
    }

    private static string Line(int? line) => line?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Path(Fault fault) => fault.Path.Length == 0 ? "$" : fault.Path;
}

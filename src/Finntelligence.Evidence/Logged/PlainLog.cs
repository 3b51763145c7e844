using System.Globalization;
using Finntelligence.Experiments.Estimators;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Csv;

namespace Finntelligence.Evidence.Logged;

/// <summary>
/// A log of any decisions whatever, as other libraries have it: columns <c>reward</c> and <c>propensity</c>, for each policy a column
/// <c>policy:NAME</c> with the probability that it gives the action that was taken; and, for the estimators that need a model, <c>model</c>
/// with the expected reward of that action and <c>model:NAME</c> with the policy's. No product is needed.
/// </summary>
internal static class PlainLog
{
    private const string Reward = "reward";
    private const string Propensity = "propensity";
    private const string Model = "model";
    private const int RowsBetweenLooks = 1024;

    /// <summary>Whether a file is such a log.</summary>
    public static bool Is(string path)
    {
        try
        {
            using var table = CsvTable.Open(path);
            return table.Columns.Contains(Reward) && table.Columns.Contains(Propensity);
        }
        catch (InvalidHistoryException fault)
        {
            throw new RequestFaultException(fault.Message, fault, where: path);
        }
    }

    /// <summary>The policies of the log, as logged first.</summary>
    /// <exception cref="RequestFaultException">A cell cannot be what it should be; names the first.</exception>
    public static NamedSample[] Read(string path, CancellationToken cancellation)
    {
        try
        {
            return ReadTable(path, cancellation);
        }
        catch (InvalidHistoryException fault)
        {
            throw new RequestFaultException(fault.Message, fault, where: path);
        }
    }

    private static NamedSample[] ReadTable(string path, CancellationToken cancellation)
    {
        using var table = CsvTable.Open(path);
        string[] columns = [.. table.Columns];
        string[] names = [.. columns.Where(c => c.StartsWith(DecisionFileReader.PolicyPrefix, StringComparison.Ordinal)).Select(c => c[DecisionFileReader.PolicyPrefix.Length..])];
        string[] lacking = [.. names.Where(n => columns.Contains(Model) != columns.Contains($"{Model}:{n}"))];
        if (lacking.Length > 0)
            throw new RequestFaultException($"the columns {Model} and {Model}:{lacking[0]} need each other.", where: path);
        bool modelled = columns.Contains(Model);
        string[] read = [Reward, Propensity, .. modelled ? [Model] : Array.Empty<string>(), .. names.SelectMany(n => modelled ? [$"{DecisionFileReader.PolicyPrefix}{n}", $"{Model}:{n}"] : new[] { $"{DecisionFileReader.PolicyPrefix}{n}" })];
        var values = read.ToDictionary(c => c, _ => new List<double>(), StringComparer.Ordinal);
        for (int row = 0; table.Read(); row++)
        {
            if (row % RowsBetweenLooks == 0)
                cancellation.ThrowIfCancellationRequested();
            foreach (string column in read)
                values[column].Add(Value(table, column));
        }
        double[] rewards = [.. values[Reward]], propensities = [.. values[Propensity]];
        if (rewards.Length == 0)
            throw new RequestFaultException("the log has no rows.", where: path);
        double[]? model = modelled ? [.. values[Model]] : null;
        return
        [
            new("logged", "As logged", new LoggedSample { Rewards = rewards, Propensities = propensities, Target = propensities, Modelled = model, ModelledTarget = model }),
            .. names.Select(name => new NamedSample(name, name, new LoggedSample
            {
                Rewards = rewards, Propensities = propensities, Target = [.. values[$"{DecisionFileReader.PolicyPrefix}{name}"]],
                Modelled = model, ModelledTarget = modelled ? [.. values[$"{Model}:{name}"]] : null,
            })),
        ];
    }

    private static double Value(CsvTable table, string column)
    {
        double value = table.Number(column);
        bool holds = column == Propensity ? value > 0
            : column.StartsWith(DecisionFileReader.PolicyPrefix, StringComparison.Ordinal) ? value >= 0
            : double.IsFinite(value);
        return holds
            ? value
            : throw new InvalidHistoryException(string.Create(CultureInfo.InvariantCulture, $"Line {table.Line}: {column} is {(double.IsNaN(value) ? "empty" : value)}; {(column == Propensity ? "what happened had a chance above 0" : "it must be a number, and a chance is not below 0")}."));
    }
}
